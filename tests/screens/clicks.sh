#!/usr/bin/env bash
# Clicks open articles, however many, and none is left behind as a zombie.
. "$(dirname "$0")/display.bash"
command -v xdotool >/dev/null || skip "xdotool is missing"
mkdir "$room/bin"
# shellcheck disable=SC2016 # for the other shell
printf '#!/bin/sh\necho "$*" >>"%s/opened"\n' "$room" >"$room/bin/xdg-open"
chmod +x "$room/bin/xdg-open"
export PATH="$room/bin:$PATH"
open_display 800x480
start_ticker --no-store --window --painter soft --size 640x360 "$top/assets/demo/harbour-post.xml"
until_true xdotool search --name Motograph
sleep 1
window=$(xdotool search --name Motograph | tail -n 1)
for _ in $(seq 20); do
    xdotool mousemove --window "$window" 300 150 click 1
    sleep 0.05
done
until_true grep -q '^http' "$room/opened"
sleep 0.5
xdotool mousemove --window "$window" 300 150 click 1
sleep 0.5
zombies=$(pgrep -c -r Z -P "$ticker" || true)
[ "$zombies" -le 1 ] || fail "$zombies processes left behind by $(wc -l <"$room/opened") clicks"
echo "$(wc -l <"$room/opened") clicks, $zombies still to be reaped"
