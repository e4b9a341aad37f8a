#!/usr/bin/env bash
# The board on X11 is the picture that `shot` draws; keys do what the option says, and no more.
. "$(dirname "$0")/display.bash"
open_display 1280x720

# The headline of the first card: the clock, the time bar and the crawl are others every second.
part=1100x130+90+120
now=2026-11-21T14:05:00Z
"$MOTOGRAPH" shot -o "$room/want.png" --size 1280x720 --drift 0 --now "$now" "$top/assets/demo/signal.json"

start_ticker --no-store --painter soft --drift 0 --now "$now" "$top/assets/demo/signal.json"
until_true shows "$room/want.png" "$part"

xdotool key q
wait "$ticker" || fail "q: ended with $?"
grep -q '"painter":"soft"' "$room/ticker.log" || fail "no statistics: $(cat "$room/ticker.log")"

for keys in safe none; do
    start_ticker --no-store --keys "$keys" --drift 0 --now "$now" "$top/assets/demo/signal.json"
    until_true shows "$room/want.png" "$part"
    xdotool key q key Escape key space
    sleep 0.5
    kill -0 "$ticker" || fail "keys = $keys: q ended it"
    kill -TERM "$ticker"
    wait "$ticker" || fail "SIGTERM: ended with $?"
done
