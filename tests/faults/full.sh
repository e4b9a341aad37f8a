#!/usr/bin/env bash
# A store on a full disk: the ticker says so, and shows news all the same, before a restart and after.
if [ "${1-}" != inside ]; then
    unshare -rm true 2>/dev/null || {
        echo "(no namespaces for a small disk of its own)"
        exit 75
    }
    exec unshare -rm bash "$0" inside
fi
. "$(dirname "$0")/../screens/display.bash"
. "$(dirname "$0")/item.bash"
export SDL_VIDEODRIVER=dummy
mkdir "$room/disk"
mount -t tmpfs -o size=400k tmpfs "$room/disk" || skip "no small disk"
trap 'umount -l "$room/disk" 2>/dev/null || true; finish' EXIT
store=$room/disk/store.sqlite

feed() { # FIRST LAST
    local i
    printf '<rss version="2.0"><channel><title>Pier Gazette</title>'
    for ((i = $1; i <= $2; i++)); do
        item "$i"
    done
    printf '</channel></rss>'
}

answers() { # PATTERN
    "$MOTOGRAPH" ctl status | grep -q "$1"
}

stop_ticker() {
    kill "$ticker"
    wait "$ticker" || fail "ended with $?: $(cat "$room/ticker.log")"
}

start() { # FILE
    start_ticker --painter soft --size 640x360 --store "$store" "$1"
}

# Room for five stories, then none for the next hundreds.
feed 1 5 >"$room/feed.xml"
start "$room/feed.xml"
until_true answers '"stories":5'
stop_ticker
grep "store: " "$room/ticker.log" && fail "there was room"
dd if=/dev/zero of="$room/disk/filler" bs=4k 2>/dev/null || true
feed 6 305 >"$room/feed.xml"
start "$room/feed.xml"
until_true answers '"stories":[1-9][0-9][0-9]'
kill -HUP "$ticker" # commits, and opens it again
until_true grep -q reloaded "$room/ticker.log"
until_true answers '"stories":[1-9][0-9][0-9]'
stop_ticker
grep -q "store: " "$room/ticker.log" || fail "nobody said that the disk is full"

# What was there before still is.
rm "$room/feed.xml"
start "$room/feed.xml"
until_true answers '"shown":[1-9]'
stop_ticker

# A disk that is full before the store is made.
rm "$store"*
dd if=/dev/zero of="$room/disk/more" bs=4k 2>/dev/null || true
feed 6 305 >"$room/feed.xml"
start "$room/feed.xml"
until_true answers '"stories":[1-9][0-9][0-9]'
stop_ticker
grep -q "store: " "$room/ticker.log" || fail "nobody said that no store could be made"
echo "a full disk was named, and the news went on"
