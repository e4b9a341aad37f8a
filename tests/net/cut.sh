#!/usr/bin/env bash
# A feed beyond the limit of bytes: the items before it are news all the same, and it is said. One
# that says beforehand how long it is is not read at all.
. "$(dirname "$0")/ticker.bash"
open_server 1
feed Big "$site/feed" ' max-items = 10'
answers "*/feed	200	unsized big"
ticker 2026-11-21T12:00:00Z '/feed: too big: more than 16777216 bytes'
same "$(known Big outcome)" "too big" "the outcome"
status=0
"$MOTOGRAPH" news "$site/feed" >"$room/news" 2>"$room/errors" || status=$?
same "$status" 1 "the exit code"
grep -q 'Hive 1 is counted' "$room/news" || fail "no items: $(head -n 3 "$room/errors")"
grep -q 'too big' "$room/errors" || fail "it is not said"

answers "*/feed	200	big"
"$MOTOGRAPH" news "$site/feed" >"$room/news" 2>"$room/errors" && fail "all of it was read"
[ -s "$room/news" ] && fail "it was read"
grep -q 'too big' "$room/errors" || fail "it is not said"
