#!/usr/bin/env bash
# What a person says and wants from outside: a message on the wall that ends by itself, a black
# screen that costs nothing, and keys that do the same.
. "$(dirname "$0")/display.bash"
open_display 1280x720
start_ticker --no-store --painter soft --layout list --drift 0 "$top/assets/demo/signal.json"

stories() {
    "$MOTOGRAPH" ctl status | grep -q "\"stories\":$1,"
}

black() {
    picture "$room/now.png" && [ "$(convert "$room/now.png" -format '%[max]' info:)" = 0 ]
}

shows_news() {
    ! black
}

red() {
    picture "$room/now.png" && [ "$(convert "$room/now.png" -fill black +opaque '#B3141C' -format '%[fx:mean>0]' info:)" = 1 ]
}

cpu() { # ticks of the program so far
    awk '{ print $14 + $15 }' "/proc/$ticker/stat"
}

until_true "$MOTOGRAPH" ctl status
until_true shows_news
count=$("$MOTOGRAPH" ctl status | sed -E 's/.*"stories":([0-9]+).*/\1/')
[ "$count" -gt 0 ] || until_true stories 5
count=$("$MOTOGRAPH" ctl status | sed -E 's/.*"stories":([0-9]+).*/\1/')
"$MOTOGRAPH" ctl say --for 1h 'Lift 2 is out of order' || fail "say"
"$MOTOGRAPH" ctl say --breaking --for 1h Please leave the hall by the east door || fail "say --breaking"
until_true stories $((count + 2))
"$MOTOGRAPH" ctl unsay || fail "unsay"
until_true stories "$count"
for wrong in "say" "say --for soon x" "blank soon" "say --breaking"; do
    status=0
    # shellcheck disable=SC2086 # words
    "$MOTOGRAPH" ctl $wrong 2>"$room/out" || status=$?
    ended 1 "$status" 'error: ' "$room/out" || fail "$wrong: $status, $(cat "$room/out")"
done

"$MOTOGRAPH" ctl blank || fail "blank"
until_true black
sleep 1
before=$(cpu)
sleep 3
used=$(($(cpu) - before))
[ "$used" -le 6 ] || fail "$used hundredths of a second of work in 3 s of black"
black || fail "not black for long"
"$MOTOGRAPH" ctl blank off || fail "blank off"
until_true shows_news
"$MOTOGRAPH" ctl blank 2 || fail "blank 2"
until_true black
until_true shows_news
xdotool key period
until_true black
xdotool key b
until_true shows_news
kill -TERM "$ticker"
wait "$ticker" || fail "SIGTERM: ended with $?"

# On the board the message has its red band, and a hand brings it at once.
start_ticker --no-store --painter soft --layout board --drift 0 "$top/assets/demo/signal.json"
until_true shows_news
until_true "$MOTOGRAPH" ctl say --breaking Please leave the hall by the east door
sleep 0.5
"$MOTOGRAPH" ctl next || fail "next"
until_true red
echo "3 s of black: $used hundredths of a second of work"
