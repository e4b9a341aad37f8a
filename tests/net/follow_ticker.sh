#!/usr/bin/env bash
# The ticker reads the article behind a teaser where a feed says so, once, by leave of the site.
. "$(dirname "$0")/ticker.bash"
open_server 1
feed Post "$site/feed" ' follow = yes'
answers "*/feed	200	teaser" "*/article	200	article	Content-Type: text/html"
"$MOTOGRAPH" show --painter soft --size 320x180 --config "$room/ticker.conf" --store "$room/store.sqlite" 2>"$room/show.log" &
started+=($!)
until_true grep -q '/article' "$room/requests"
same "$(cut -f 1 "$room/requests" | tr '\n' ' ')" "127.0.0.1/feed 127.0.0.1/robots.txt 127.0.0.1/article " "what was asked"
