#!/usr/bin/env bash
# Validators: sent as a pair, byte for byte, over restarts, errors and rest; renewed by a 304.
. "$(dirname "$0")/ticker.bash"
open_server 1
feed Post "$site/feed" ' every = 15m'
etag='W/"one;two, \three"' date='Tue, 3 Mar 2026 10:00:00 +0100'

# Asks once at a time, and checks what was sent along.
ask() { # TIME PATTERN ETAG DATE
    ticker "$1" "$2"
    same "$(last_request /feed 2)" "$3" "If-None-Match at $1"
    same "$(last_request /feed 3)" "$4" "If-Modified-Since at $1"
}

answers "*/feed	200	feed	ETag: $etag	Last-Modified: $date"
ask 2026-11-21T12:00:00Z '/feed: ok' '' ''
answers "*/feed	500	none	ETag: wrong"
ask 2026-11-21T13:00:00Z '/feed: server error' "$etag" "$date"
answers "*/feed	429	none	ETag: wrong	Retry-After: 60"
ask 2026-11-21T14:00:00Z '/feed: asked to come later' "$etag" "$date"
answers "*/feed	0	none"
ask 2026-11-21T15:00:00Z '/feed: (broke off|no connection)' "$etag" "$date"
answers "*/feed	304	none	ETag: \"four\""
ask 2026-11-21T16:00:00Z '/feed: unchanged' "$etag" "$date"
answers "*/feed	304	none"
ask 2026-11-21T17:00:00Z '/feed: unchanged' '"four"' "$date"
answers "*/feed	200	other"
ask 2026-11-21T18:00:00Z '/feed: ok' '"four"' "$date"
ask 2026-11-21T19:00:00Z '/feed: ok' '' '' # what a 200 does not repeat holds no more
same "$(requests .)" 8 "requests"

# A restart in between asks for nothing that is not due.
before=$(requests .)
feed Other "$site/other"
answers "*/feed	200	feed" "*/other	200	other"
ticker 2026-11-21T19:05:00Z '/other: ok'
same "$(requests .)" $((before + 1)) "requests after a restart"
