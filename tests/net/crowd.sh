#!/usr/bin/env bash
# Five hundred feeds: never more than four at once, one a host; a restart asks for nothing that is not
# due, and what is overdue comes spread.
. "$(dirname "$0")/ticker.bash"
open_server 50
for i in $(seq 500); do
    feed "Post $i" "http://127.0.0.$((i % 50 + 1)):$port/feed-$i"
done
answers "*/feed*	200	slow feed"

most() { cut -f "$1" "$room/requests" | sort -n | tail -n 1; }
all_asked() { [ "$(requests /feed)" -ge "$1" ]; }

start() { # TIME
    "$MOTOGRAPH" show --painter soft --size 320x180 --config "$room/ticker.conf" --store "$room/store.sqlite" \
        --now "$1" 2>"$room/crowd.log" &
    ticker=$!
    started+=("$ticker")
}
until_asked() { # HOW MANY
    for _ in $(seq 100); do
        all_asked "$1" && return
        sleep 1
    done
    fail "only $(requests /feed) were asked"
}
stop() {
    kill "$ticker"
    wait "$ticker" || fail "the ticker did not end well"
}

start 2026-11-21T12:00:00Z
until_asked 500
until_true eval "[ \$(grep -c ': ok' '$room/crowd.log') = 500 ]"
stop
same "$(cut -f 1 "$room/requests" | sort | uniq -d | wc -l)" 0 "feeds asked twice"
[ "$(most 5)" -le 4 ] || fail "$(most 5) fetches at once"
same "$(most 6)" 1 "fetches of one host at once"

: >"$room/requests"
start 2026-11-21T12:05:00Z
sleep 2
stop
same "$(requests /feed)" 0 "requests before their time"

start 2026-11-21T18:00:00Z
until_asked 20
sleep 1
stop
[ "$(requests /feed)" -lt 60 ] || fail "$(requests /feed) overdue feeds were asked at once"
