#!/usr/bin/env bash
# Wayland: displays that are switched off and on again, another mode, and the rule in the manual by
# which sway keeps a bar's place free. Skips where sway is missing (cross/deps bench has it).
. "$(dirname "$0")/display.bash"
open_sway 2 <<'CONF'
xwayland disable
output HEADLESS-1 resolution 1280x720 position 0,0
output HEADLESS-2 resolution 800x600 position 1280,0
default_border none
for_window [app_id="motograph"] floating enable, sticky enable, border none, move absolute position 0 680
CONF

start() { # OPTIONS of show
    start_ticker --no-store --drift 0 "$@" "$news"
}

# Whether the one window of this program stands there.
stands() { # APP_ID X Y W H
    swaymsg -t get_tree | python3 -c '
import json, sys
def walk(node):
    yield node
    for n in node["nodes"] + node["floating_nodes"]:
        yield from walk(n)
found = [n["rect"] for n in walk(json.load(sys.stdin)) if n.get("app_id") == sys.argv[1]]
sys.exit([[r["x"], r["y"], r["width"], r["height"]] for r in found] != [list(map(int, sys.argv[2:]))])' "$@"
}

changes() {
    grep -c 'display has changed' "$room/ticker.log" || true
}

# Full screen: other rules than the bar's hold for it, so it goes by another name.
export SDL_VIDEO_WAYLAND_WMCLASS=wall

# The display that is asked for, by number, by its name as the list has it, and by words of that.
now=2026-11-21T14:05:00Z
"$MOTOGRAPH" shot -o "$room/second.png" --size 800x600 --drift 0 --now "$now" "$top/assets/demo/signal.json"
on_second() {
    grim -o HEADLESS-2 "$room/now.png" && alike "$room/second.png" "$room/now.png" 700x80+60+60
}
status=0
"${program[@]}" show --no-store --display HDMI-1 2>"$room/out" || status=$?
ended 69 "$status" 'no display "HDMI-1"; there are: 0 ' "$room/out" || fail "$status: $(cat "$room/out")"
name=$(sed -nE 's/.*, 1 (.*)/\1/p' "$room/out")
for display in 1 "$name" "${name#* }"; do
    start --now "$now" --display "$display"
    until_true stands wall 1280 0 800 600
    until_true on_second
    kill -TERM "$ticker"
    wait "$ticker" || fail "SIGTERM: ended with $?"
done

for keys in full none; do
    start --keys $keys
    until_true stands wall 0 0 1280 720
    swaymsg -q output HEADLESS-1 resolution 1024x768
    until_true stands wall 0 0 1024 768
    swaymsg -q output HEADLESS-1 disable
    swaymsg -q output HEADLESS-2 disable
    sleep 1
    kill -0 "$ticker" || fail "it ended without a display: $(cat "$room/ticker.log")"
    swaymsg -q output HEADLESS-1 enable
    swaymsg -q output HEADLESS-1 resolution 1280x720
    until_true stands wall 0 0 1280 720
    kill -TERM "$ticker"
    wait "$ticker" || fail "SIGTERM: ended with $?"
done

# A further display: opened anew for it once. (What closing the old window says of displays is no change.)
start
until_true stands wall 0 0 1280 720
swaymsg -q create_output
until_true grep -q 'display has changed' "$room/ticker.log"
sleep 1
before=$(changes)
sleep 4
[ "$(changes)" -le $((before + 1)) ] || fail "it opens the display again and again: $(cat "$room/ticker.log")"
until_true stands wall 0 0 1280 720
kill -TERM "$ticker"
wait "$ticker" || fail "SIGTERM: ended with $?"

# The bar by sway's rule; another window leaves it free.
swaymsg -q gaps bottom current set 40
unset SDL_VIDEO_WAYLAND_WMCLASS
start --bar --size 1280x40
until_true grep -q 'the compositor must place it' "$room/ticker.log"
until_true stands motograph 0 680 1280 40
bar=$ticker
export SDL_VIDEO_WAYLAND_WMCLASS=other
start --window --keys none
until_true stands other 0 0 1280 680
kill -TERM "$bar"

# The compositor ends: so does the ticker, whatever its keys, for the service manager to start both.
kill "$server"
for ((i = 0; i < 100; i++)); do
    kill -0 "$ticker" 2>/dev/null || break
    sleep 0.1
done
kill -0 "$ticker" 2>/dev/null && fail "it goes on without its compositor"
status=0
wait "$ticker" || status=$?
ended 69 "$status" "server has ended" "$room/ticker.log" || fail "$status: $(cat "$room/ticker.log")"
