# Sourced by the scripts of this folder: an X or Wayland display of their own, pictures of it, and an
# end that leaves nothing behind. Needs MOTOGRAPH; sets room (a temporary folder), program (how it is
# called) and news (what it shows where nothing else is asked for).
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
room=$(mktemp -d)
started=()
program=("$MOTOGRAPH")
news=$top/assets/demo/signal.json
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

# A Wayland display without a screen: sway, with its configuration from standard input. It refuses to
# run as root, so all of this display, the program too, belongs to nobody then.
open_sway() { # OUTPUTS
    local as=(env)
    command -v sway >/dev/null && command -v grim >/dev/null || skip "sway or grim is missing"
    cat >"$room/sway.conf"
    mkdir -p "$room/tree/build"
    cp "$MOTOGRAPH" "$(dirname "$MOTOGRAPH")/motograph-ingest" "$room/tree/build"
    cp -r "$top/assets" "$top/fonts" "$room/tree"
    [ "$(id -u)" != 0 ] || {
        chown -R 65534:65534 "$room"
        as=(setpriv --reuid=65534 --regid=65534 --clear-groups env)
    }
    program=("${as[@]}" "$room/tree/build/motograph")
    news=$room/tree/assets/demo/signal.json
    unset DISPLAY
    "${as[@]}" WLR_BACKENDS=headless WLR_HEADLESS_OUTPUTS="$1" WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 sway \
        -c "$room/sway.conf" >"$room/sway.log" 2>&1 &
    server=$!
    started+=("$server")
    until_true test -S "$room/wayland-1"
    export WAYLAND_DISPLAY=wayland-1 SDL_VIDEODRIVER=wayland
    SWAYSOCK=$(echo "$room"/sway-ipc.*.sock)
    export SWAYSOCK
}

# Starts the ticker in the background; its id is in $ticker.
start_ticker() {
    "${program[@]}" show "$@" 2>"$room/ticker.log" &
    ticker=$!
    started+=("$ticker")
}

end_ticker() {
    kill -TERM "$ticker"
    wait "$ticker" || fail "SIGTERM: ended with $?: $(cat "$room/ticker.log")"
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

# Whether the ticker has news to show; painter: and by whom it is drawn.
has_news() { # PAINTER
    "${program[@]}" ctl status | grep -q "\"stories\":[1-9].*\"painter\":\"$1\""
}

# The whole screen from outside, as it comes, into a file that `grabbed` then names.
grab() {
    if [ -n "${WAYLAND_DISPLAY-}" ]; then
        grabbed+=("$(mktemp "$room/grab.XXXXXX.ppm")")
        grim -t ppm "${grabbed[-1]}"
    else
        grabbed+=("$(mktemp "$room/grab.XXXXXX.xwd")")
        xwd -root -silent -out "${grabbed[-1]}"
    fi
}

# The whole screen of a ticker that pauses is to be what shot draws: outside.py says so in the
# background, with the figures. In the SECONDS before, the screen is grabbed every other one, and
# nothing may change but the strip and the time bar.
whole_as_shot() { # WxH PAINTER SECONDS OPTIONS of show
    local i grabbed=() how=(--drift 0 --now 2026-11-21T14:05:00Z --wpm 90 "${@:4}" "$news")
    start_ticker --no-store --speed 30 --painter "$2" "${how[@]}"
    until_true has_news "$2"
    sleep 0.5
    for ((i = 0; i < $3; i += 2)); do
        grab
        sleep 2
    done
    "${program[@]}" ctl pause >/dev/null
    sleep 0.3 # for the frame that is on its way
    grab
    end_ticker
    {
        i=0
        words=$(python3 "$top/tests/screens/outside.py" "${grabbed[@]}" -- "$MOTOGRAPH" --size "$1" "${how[@]}" 2>&1) || i=1
        echo "$2 ${*:4}: $words"
        exit $i
    } &
    judges+=($!)
    started+=($!)
}

# Each layout, and one turned. A machine so busy that a minute passes before a picture is taken, or a
# page, is given two more tries.
all_as_shot() { # WxH PAINTER
    local try judge judges wrong
    for try in 1 2 3; do
        judges=()
        wrong=0
        whole_as_shot "$@" 10 --layout board
        whole_as_shot "$@" 2 --layout board --rotate 90
        whole_as_shot "$@" 0 --layout list
        whole_as_shot "$@" 0 --layout crawl
        for judge in "${judges[@]}"; do
            wait "$judge" || wrong=$((wrong + 1))
        done
        [ $wrong -gt 0 ] || return 0
        echo "try $try: $wrong unlike"
    done
    fail "what $2 shows is not the picture of shot"
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
