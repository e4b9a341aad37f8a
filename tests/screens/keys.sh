#!/usr/bin/env bash
# Keys on X11 do what the option says, and no more; a click opens the article in a window alone.
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

# In a window a click opens the article; on a wall it does not.
mkdir "$room/bin"
cat >"$room/bin/xdg-open" <<OPENER
#!/bin/sh
echo "\$1" >"$room/opened"
OPENER
chmod +x "$room/bin/xdg-open"
link=$("$MOTOGRAPH" news --json --now "$now" "$top/assets/demo/signal.json" | head -n 1 | sed -E 's/.*"link":"([^"]*)".*/\1/')
for window in "" 1280x720; do
    PATH="$room/bin:$PATH" start_ticker --no-store --drift 0 --now "$now" ${window:+--window --size "$window"} "$top/assets/demo/signal.json"
    until_true shows "$room/want.png" "$part"
    xdotool mousemove 300 200 click 1
    if [ -n "$window" ]; then
        until_true grep -qxF "$link" "$room/opened"
    else
        sleep 0.5
        [ ! -e "$room/opened" ] || fail "a click on a wall opened $(cat "$room/opened")"
    fi
    kill -TERM "$ticker"
    wait "$ticker" || fail "SIGTERM: ended with $?"
done
