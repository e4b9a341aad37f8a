#!/usr/bin/env bash
# The screen saver is held off while the ticker runs. (That it may come while the screen is black is
# not seen here: without a session bus SDL 2.26 does not let go of it.)
. "$(dirname "$0")/display.bash"
command -v xset >/dev/null || skip "xset is missing"
open_display 800x480
python3 "$top/tests/screens/saver.py" >"$room/out" 2>&1 || skip "$(cat "$room/out")"

saver_is() { # on|off
    [ "$(python3 "$top/tests/screens/saver.py")" = "$1" ]
}

xset s blank s 1 0
until_true saver_is on
xset s reset
start_ticker --no-store --painter soft "$top/assets/demo/signal.json"
until_true "$MOTOGRAPH" ctl status
xset s reset
until_true saver_is off
for _ in $(seq 8); do
    sleep 0.5
    saver_is off || fail "the screen saver came over the news"
done
kill -TERM "$ticker"
wait "$ticker" || fail "SIGTERM: ended with $?"
until_true saver_is on
