#!/usr/bin/env bash
# After a restart the last good news stands on the screen before the first fetch ends, and a server
# that accepts and never answers changes neither the news nor the frames.
. "$(dirname "$0")/display.bash"
open_display 1280x720
part=1100x130+90+120
now=2026-11-21T14:05:00Z
later=2026-11-21T14:30:00Z # the feed is due again
python3 "$top/tests/net/server.py" --root "$top/assets/demo" >"$room/port" &
server=$!
started+=("$server")
until_true grep -q . "$room/port"
port=$(cat "$room/port")
mkdir -p "$room/config/motograph"
printf 'feed "Harbour Post" { url = "http://127.0.0.1:%s/harbour-post.xml"\n allow-private = yes }\nnews { max-age = 0 }\n' \
    "$port" >"$room/config/motograph/motograph.conf"

frames() {
    sed -nE 's/.*"presented":([0-9]+).*"step":([0-9]+),"every":([0-9]+).*/\1 \2 \3/p' "$room/ticker.log"
}

start_ticker --drift 0 --now "$now" --frames 300
until_true grep -q "harbour-post.xml: ok" "$room/ticker.log"
sleep 1
picture "$room/first.png"
wait "$ticker" || fail "with a server: ended with $?"
good=$(frames)

kill -STOP "$server" # the kernel goes on accepting for it
start_ticker --drift 0 --now "$later" --frames 300
until_true shows "$room/first.png" "$part"
wait "$ticker" || fail "with a server that hangs: ended with $?"
[ "$(frames)" = "$good" ] || fail "frames and steps: '$good' with a server, '$(frames)' with one that hangs"
echo "300 frames with the same steps, with a server and with one that hangs: $good"
