#!/usr/bin/env bash
# 301 and 308 are believed after three times over two days, 302 never; what moved away and died is
# asked at home again. 410 is left alone for a month. The configuration stays as it is.
. "$(dirname "$0")/ticker.bash"
open_server 2
feed Moved "$site/old"
feed Detour "$site/detour"
feed Gone "$site/gone"
cp "$room/ticker.conf" "$room/before.conf"
there=http://127.0.0.2:$port/new

answers "*/old	301	none	Location: $there" "*/detour	302	none	Location: $there" "*/gone	410	none" "*/new	200	feed	ETag: \"n\""
ticker 2026-11-01T12:00:00Z '/old: ok' '/detour: ok' '/gone: gone'
motograph feeds list --now 2026-11-01T12:00:00Z | grep -q 'gone for good' || fail "no words of 410"
same "$(known Gone due | cut -c 1-10)" 2026-12-01 "when a feed that is gone is asked again"
ticker 2026-11-02T12:00:00Z '/old: ok' '/detour: ok'
same "$(known Moved asked_at)" none "a move that was said twice"
same "$(known Moved moved_to)" "$there" "where it says that it moved"
ticker 2026-11-03T12:30:00Z '/old: ok' '/detour: ok'
same "$(known Moved asked_at)" "$there" "a move that was said three times"
same "$(known Moved asked_because)" moved "why it is asked there"
same "$(known Detour asked_at)" none "a move that is not for good"
before=$(requests /old)
ticker 2026-11-04T12:00:00Z '/old: ok' '/detour: ok'
same "$(requests /old)" "$before" "requests of the old address"
same "$(requests /gone)" 1 "requests of what is gone"

# The new place fails: not at once given up, but after five times and a day.
answers "*/old	200	other" "*/detour	200	other" "*/new	500	none" "*/gone	410	none"
for i in 05 06 07 08; do
    ticker "2026-11-${i}T12:00:00Z" '/old: server error' '/detour: ok'
done
same "$(known Moved asked_at)" "$there" "an address that failed four times"
ticker 2026-11-09T12:00:00Z '/old: server error' 'is asked at its own address again'
same "$(known Moved asked_at)" none "an address that failed five times"
ticker 2026-11-11T12:00:00Z '/old: ok'
same "$(last_request /old 2)" '' "validators of another address"
cmp "$room/before.conf" "$room/ticker.conf" || fail "the configuration was rewritten"

# A month later what was gone may be there.
answers "*/*	200	feed"
ticker 2026-12-03T12:00:00Z '/gone: ok'
