#!/usr/bin/env bash
# The desktop of a newcomer: what the entry of the menu, its actions and the start at login run, word
# for word, and the displays by their connectors though the monitors say names of their own.
. "$(dirname "$0")/display.bash"
for tool in openbox desktop-file-validate python3; do
    command -v $tool >/dev/null || skip "$tool is missing"
done
open_outputs
plug DUMMY1 800x600 --right-of DUMMY0
python3 "$top/tests/screens/edid.py" DUMMY1 "HARBOUR 24" || skip "the driver takes no EDID"
openbox 2>"$room/openbox.log" &
started+=($!)
has_manager() {
    xprop -root _NET_SUPPORTING_WM_CHECK | grep -q '# 0x'
}
until_true has_manager
mkdir -p "$room/bin" "$room/config/motograph" "$room/config/autostart"
ln -s "$MOTOGRAPH" "$room/bin/motograph"
export PATH=$room/bin:$PATH
printf 'screen { drift = 0 }\nfeed "Signal" { url = "%s/assets/demo/signal.json" }\n' "$top" \
    >"$room/config/motograph/motograph.conf"

# Runs a command line of an entry as a launcher does, with no file.
run_line() { # EXEC
    local words
    read -ra words <<<"${1//%U/}"
    "${words[@]}" 2>"$room/ticker.log" &
    ticker=$!
    started+=("$ticker")
}
line_of() { # FILE GROUP
    sed -n "/^\[$2\]/,/^\[/s/^Exec=//p" "$1"
}
opened() {
    [ -n "$(place_of Motograph)" ]
}
stop() {
    kill -TERM "$ticker"
    wait "$ticker" || fail "SIGTERM: ended with $?: $(cat "$room/ticker.log")"
}

entry=$top/assets/motograph.desktop
desktop-file-validate "$entry" || fail "the entry is not valid"
run_line "$(line_of "$entry" "Desktop Entry")"
until_true opened # a window, whole on the display though it is as large as that
inside() {
    local x y w h
    read -r x y w h <<<"$(xwininfo -name Motograph | awk '/Absolute|Width|Height/ { printf "%s ", $NF }')"
    [ "$x" -ge 0 ] && [ "$y" -gt 0 ] && [ $((x + w)) -le 1280 ] && [ $((y + h)) -le 720 ] && [ "$h" -gt 600 ]
}
until_true inside
grep -q "^StartupWMClass=$(xprop -name Motograph WM_CLASS | sed 's/.*, "\(.*\)"/\1/')$" "$entry" ||
    fail "another window class: $(xprop -name Motograph WM_CLASS)"
xprop -name Motograph _NET_WM_STATE | grep -q FULLSCREEN && fail "the entry opens no window"
stop
run_line "$(line_of "$entry" "Desktop Action FullScreen")"
until_true stands_at Motograph 0 0 1280 720
stop
run_line "$(line_of "$entry" "Desktop Action Bar")"
until_true stands_at Motograph 0 675 1280 45
stop

# What the manual says for the login: saved as it stands there, and what a desktop then runs.
sed -n '/^\.Sh AT LOGIN/,/^\.Ed/p' "$top/assets/motograph.1" | sed -n '/^\[Desktop Entry\]/,/^\.Ed/p' | grep -v '^\.Ed' \
    >"$room/config/autostart/motograph.desktop"
desktop-file-validate "$room/config/autostart/motograph.desktop" || fail "the manual's entry is not valid"
run_line "$(line_of "$room/config/autostart/motograph.desktop" "Desktop Entry")"
until_true stands_at Motograph 0 675 1280 45
stop

"$MOTOGRAPH" check >"$room/out" || fail "check: $(cat "$room/out")"
grep -q '^display: x11, 0 DUMMY0, 1 DUMMY1 (HARBOUR 24); painter: ' "$room/out" || fail "check: $(cat "$room/out")"

# The display by its connector, by the words of the monitor, some of them, or its number.
now=2026-11-21T14:05:00Z
"$MOTOGRAPH" shot -o "$room/want.png" --size 800x600 --drift 0 --now "$now" "$top/assets/demo/signal.json"
second() {
    stands_at Motograph 1280 0 800 600 && xwd -root -silent -out "$room/root.xwd" &&
        convert "xwd:$room/root.xwd" -crop 800x600+1280+0 +repage "$room/now.png" &&
        alike "$room/want.png" "$room/now.png" 700x80+60+60
}
for name in DUMMY1 dummy1 "HARBOUR 24" harbour 1; do
    start_ticker --no-store --painter soft --drift 0 --now "$now" --display "$name" "$top/assets/demo/signal.json"
    until_true second
    stop
done
for name in HARB "HARBOUR 2" 2 HDMI-1; do
    status=0
    "$MOTOGRAPH" show --no-store --display "$name" "$top/assets/demo/signal.json" 2>"$room/out" || status=$?
    ended 69 "$status" "no display \"$name\"; there are: 0 DUMMY0, 1 DUMMY1 (HARBOUR 24)" "$room/out" ||
        fail "$status: $(cat "$room/out")"
done
