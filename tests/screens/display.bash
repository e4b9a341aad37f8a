# Sourced by the scripts of this folder: an X display of their own, pictures of it, and an end that
# leaves nothing behind. Needs MOTOGRAPH; sets room (a temporary folder).
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
room=$(mktemp -d)
started=()
export HOME=$room XDG_RUNTIME_DIR=$room XDG_CACHE_HOME=$room/cache XDG_CONFIG_HOME=$room/config
export DBUS_SESSION_BUS_ADDRESS=disabled: LANG=C.UTF-8 TZ=UTC
chmod 700 "$room"

finish() {
    local pid
    for pid in "${started[@]}"; do
        kill "$pid" 2>/dev/null || true
        kill -CONT "$pid" 2>/dev/null || true # a stopped one would not hear it
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$room"
}
trap finish EXIT

# Nothing to do here: said, and passed over.
skip() {
    echo "($*)"
    exit 75
}

fail() {
    echo "failed: $*" >&2
    exit 1
}

# Tries a command until it succeeds, at most 10 seconds.
until_true() {
    local i
    for ((i = 0; i < 100; i++)); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.1
    done
    fail "waited in vain for: $*"
}

# Whether something ended as it should and said why.
ended() { # WANTED STATUS TEXT FILE
    [ "$1" = "$2" ] && grep -q -- "$3" "$4"
}

open_display() { # WxH
    command -v Xvfb >/dev/null && command -v xwd >/dev/null && command -v convert >/dev/null ||
        skip "Xvfb, xwd or ImageMagick is missing"
    Xvfb -displayfd 3 -noreset -screen 0 "$1x24" -nolisten tcp 3>"$room/display" 2>"$room/xvfb.log" &
    started+=($!)
    until_true grep -q . "$room/display"
    DISPLAY=:$(cat "$room/display")
    export DISPLAY
}

# Starts the ticker in the background; its id is in $ticker.
start_ticker() {
    "$MOTOGRAPH" show "$@" 2>"$room/ticker.log" &
    ticker=$!
    started+=("$ticker")
}

picture() { # FILE.png
    xwd -root -silent -out "$room/root.xwd" && convert "xwd:$room/root.xwd" "$1"
}

# Whether two pictures are alike in a part; a colour may differ by 1/255.
alike() { # A.png B.png WxH+X+Y
    convert "$1" -crop "$3" +repage "$room/a.png"
    convert "$2" -crop "$3" +repage "$room/b.png"
    [ "$(compare -metric AE -fuzz 0.5% "$room/a.png" "$room/b.png" null: 2>&1)" = 0 ]
}

# Whether the part of the screen is that of the picture by now.
shows() { # B.png WxH+X+Y
    picture "$room/now.png" && alike "$room/now.png" "$1" "$2"
}

# An X server with as many displays as are wanted, to be plugged and unplugged: the first is 1280x720.
open_outputs() {
    command -v Xorg >/dev/null && command -v xrandr >/dev/null || skip "Xorg or xrandr is missing"
    [ -e /usr/lib/xorg/modules/drivers/dummy_drv.so ] || skip "Xorg's dummy driver is missing"
    cat >"$room/xorg.conf" <<'CONF'
Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "DontVTSwitch" "true"
EndSection
Section "Device"
    Identifier "device"
    Driver "dummy"
    VideoRam 65536
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5.0-1000.0
    VertRefresh 5.0-200.0
EndSection
Section "Screen"
    Identifier "screen"
    Device "device"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Modes "1280x720"
        Virtual 4096 2160
    EndSubSection
EndSection
CONF
    rm -f "$room/display"
    Xorg -displayfd 3 -noreset -nolisten tcp -config "$room/xorg.conf" -logfile "$room/xorg.log" -novtswitch \
        -sharevts 3>"$room/display" 2>"$room/xorg.err" </dev/null &
    server=$!
    started+=("$server")
    local i
    for ((i = 0; i < 100; i++)); do
        [ ! -s "$room/display" ] || break
        kill -0 "$server" 2>/dev/null || skip "Xorg does not start here: $(grep -m 1 EE "$room/xorg.log" || true)"
        sleep 0.1
    done
    DISPLAY=:$(cat "$room/display")
    export DISPLAY
}

# Plugs a further display in, beside or below the others. The driver has one where there are modes
# for it, and sees that when it is asked; a mode of our own can be taken away again.
plug() { # NAME WxH PLACE...
    local w=${2%x*} h=${2#*x}
    xrandr --newmode "$1-$2" 60 "$w" $((w + 8)) $((w + 16)) $((w + 32)) "$h" $((h + 1)) $((h + 2)) $((h + 4)) \
        2>/dev/null || true # it is known from the last time
    xrandr --addmode "$1" "$1-$2"
    xrandr --output "$1" --mode "$1-$2" "${@:3}"
    xrandr >/dev/null
}

unplug() { # NAME WxH
    xrandr --output "$1" --off
    xrandr --delmode "$1" "$1-$2"
    xrandr >/dev/null
}

# Where a window stands: X Y WIDTH HEIGHT.
place_of() { # NAME
    local X Y WIDTH HEIGHT WINDOW SCREEN
    eval "$(xdotool search --onlyvisible --name "$1" getwindowgeometry --shell)" || return 1
    : "${WINDOW-} ${SCREEN-}"
    echo "$X $Y $WIDTH $HEIGHT"
}

stands_at() { # NAME X Y WIDTH HEIGHT
    [ "$(place_of "$1")" = "${*:2}" ]
}
