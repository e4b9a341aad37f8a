#!/usr/bin/env bash
# The bar along an edge of the desktop: on the display and at the edge that is asked for, and with a
# real window manager a window that fills its display leaves it free, and those of other displays
# none of their place.
. "$(dirname "$0")/display.bash"
for tool in openbox xlogo; do
    command -v $tool >/dev/null || skip "$tool is missing"
done
open_outputs
plug DUMMY1 800x600 --right-of DUMMY0
mkdir -p "$room/config/openbox"
cat >"$room/config/openbox/rc.xml" <<'RULES'
<openbox_config xmlns="http://openbox.org/3.4/rc">
<applications>
<application class="XLogo"><decor>no</decor><maximized>yes</maximized></application>
</applications>
</openbox_config>
RULES
openbox 2>"$room/openbox.log" &
started+=($!)

# The places of the bar and of the two windows that fill the displays.
check_bar() { # EDGE DISPLAY BAR LEFT RIGHT
    start_ticker --no-store --painter soft --bar --edge "$1" --display "$2" --size "${6-0x0}" "$top/assets/demo/signal.json"
    # shellcheck disable=SC2086 # four words each
    {
        until_true stands_at Motograph $3
        until_true stands_at left $4
        until_true stands_at right $5
    }
    kill -TERM "$ticker"
    wait "$ticker" || fail "SIGTERM: ended with $?"
    until_true stands_at left 0 0 1280 720
    until_true stands_at right 1280 0 800 600
    echo "$1 of $2: bar $3, windows $4 and $5"
}

xlogo -title left -geometry 100x100+100+100 &
started+=($!)
xlogo -title right -geometry 100x100+1500+100 &
started+=($!)
until_true stands_at left 0 0 1280 720
until_true stands_at right 1280 0 800 600
check_bar bottom DUMMY0 "0 680 1280 40" "0 0 1280 680" "1280 0 800 600" 1280x40
check_bar top DUMMY0 "0 0 1280 40" "0 40 1280 680" "1280 0 800 600" 1280x40
check_bar bottom DUMMY1 "1280 552 800 48" "0 0 1280 720" "1280 0 800 552" 800x48
check_bar top 1 "1280 0 800 48" "0 0 1280 720" "1280 48 800 552" 800x48

# A display that is not there is named beside those that are.
status=0
"$MOTOGRAPH" show --no-store --bar --display 7 "$top/assets/demo/signal.json" 2>"$room/out" || status=$?
ended 69 "$status" 'no display "7"; there are: 0 DUMMY0, 1 DUMMY1' "$room/out" || fail "$status: $(cat "$room/out")"
# Nor is there a bar where there is no desktop.
SDL_VIDEODRIVER=offscreen "$MOTOGRAPH" show --no-store --bar "$top/assets/demo/signal.json" 2>"$room/out" && fail "a bar on nothing"
grep -q 'a bar needs a desktop' "$room/out" || fail "$(cat "$room/out")"
