#!/usr/bin/env bash
# Displays that change under the ticker: another mode, unplugged, plugged in again. It finds its
# display by itself; when the X server ends it ends too and says why, for the service manager to
# start it again.
. "$(dirname "$0")/display.bash"
open_outputs
now=2026-11-21T14:05:00Z
part=700x80+60+60

follows() { # SIZE X Y WIDTH HEIGHT
    local picture=$room/$1.png
    [ -e "$picture" ] || "$MOTOGRAPH" shot -o "$picture" --size "$1" --drift 0 --now "$now" "$top/assets/demo/signal.json"
    stands_at Motograph "${@:2}" || return 1
    xwd -root -silent -out "$room/root.xwd" && convert "xwd:$room/root.xwd" -crop "$1+$2+$3" +repage "$room/now.png"
    alike "$picture" "$room/now.png" "$part"
}

# No window manager is there: nobody else would tell the window.
start_ticker --no-store --painter soft --drift 0 --now "$now" "$top/assets/demo/signal.json"
until_true follows 1280x720 0 0 1280 720
xrandr --output DUMMY0 --mode 1024x576
until_true follows 1024x576 0 0 1024 576
xrandr --output DUMMY0 --mode 1280x720
until_true follows 1280x720 0 0 1280 720
kill -TERM "$ticker"
wait "$ticker" || fail "SIGTERM: ended with $?"

plug DUMMY1 800x600 --right-of DUMMY0
start_ticker --no-store --painter soft --drift 0 --now "$now" --display DUMMY1 "$top/assets/demo/signal.json"
until_true follows 800x600 1280 0 800 600
gone() {
    [ "$(grep -c "the display is gone" "$room/ticker.log")" = "$1" ]
}
for round in 1 2; do
    unplug DUMMY1 800x600
    until_true gone "$round"
    "$MOTOGRAPH" ctl next || fail "without its display it does not answer"
    plug DUMMY1 800x600 --right-of DUMMY0
    until_true stands_at Motograph 1280 0 800 600
done
xrandr --output DUMMY1 --mode 1024x768
until_true stands_at Motograph 1280 0 1024 768
kill -TERM "$ticker"
wait "$ticker" || fail "SIGTERM: ended with $?"

# A bar goes along, and what it keeps free.
start_ticker --no-store --painter soft --bar --size 1280x40 "$top/assets/demo/signal.json"
until_true stands_at Motograph 0 680 1280 40
xrandr --output DUMMY0 --mode 1280x1024
until_true stands_at Motograph 0 984 1280 40

status=0
kill "$server"
wait "$ticker" || status=$?
ended 69 "$status" "the X server is gone" "$room/ticker.log" || fail "$status: $(cat "$room/ticker.log")"
