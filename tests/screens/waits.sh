#!/usr/bin/env bash
# A display that is not there: by hand the ticker ends with 69; started by a service manager it is ready at once, says
# that it waits, feeds the watchdog, logs one line, and shows the news when the display comes.
. "$(dirname "$0")/display.bash"
command -v Xvfb >/dev/null || skip "Xvfb is missing"
news=$top/assets/demo/signal.json

painter_is() {
    "$MOTOGRAPH" ctl status | grep -q "\"painter\":\"$1\""
}

# A display number that nobody has, taken later.
number=
for n in $(seq 700 799); do
    [ -e "/tmp/.X11-unix/X$n" ] || [ -e "/tmp/.X$n-lock" ] || {
        number=$n
        break
    }
done
[ -n "$number" ] || skip "no display number is free"
export DISPLAY=:$number

status=0
"$MOTOGRAPH" show --no-store "$news" 2>"$room/by-hand" || status=$?
ended 69 "$status" "no display" "$room/by-hand" || fail "by hand: $status, $(cat "$room/by-hand")"

# What the service manager would hear.
python3 - "$room/notify" >"$room/heard" <<'PY' &
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
s.settimeout(120)
while True:
    print(s.recv(4096).decode(), flush=True)
PY
started+=($!)
until_true test -S "$room/notify"
export NOTIFY_SOCKET=$room/notify WATCHDOG_USEC=1000000
start_ticker --no-store --painter soft "$news"
until_true grep -q "^READY=1" "$room/heard"
until_true grep -q "^STATUS=waiting for a display" "$room/heard"
until_true grep -q "^WATCHDOG=1" "$room/heard"
until_true painter_is none

Xvfb "$DISPLAY" -noreset -screen 0 640x360x24 -nolisten tcp 2>"$room/xvfb.log" &
started+=($!)
until_true grep -q "^STATUS=showing the news" "$room/heard"
[ "$(grep -c "display is waited for" "$room/ticker.log")" = 1 ] || fail "its lines: $(cat "$room/ticker.log")"
until_true painter_is soft
kill "$ticker"
status=0
wait "$ticker" || status=$?
[ "$status" = 0 ] || fail "it ended with $status"
