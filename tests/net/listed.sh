#!/usr/bin/env bash
# What the ticker found out stands in feeds list soon after its start, and not only when it ends.
. "$(dirname "$0")/ticker.bash"
open_server 1
feed Good "$site/good"
feed Lost "$site/lost"
answers "*/good	200	feed"
"$MOTOGRAPH" show --painter soft --size 320x180 --config "$room/ticker.conf" --store "$room/store.sqlite" 2>"$room/show.log" &
started+=($!)
stands() { # NAME OUTCOME
    [ "$(known "$1" outcome)" = "$2" ]
}
until_true stands Good ok
until_true stands Lost "not found"
