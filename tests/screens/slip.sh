#!/usr/bin/env bash
# A slip of the form in the configuration: a wall that a service manager starts shows its last good news, without keys,
# until the file is right, then ends to be started anew; one that runs keeps the old one; by hand it ends with 78.
. "$(dirname "$0")/display.bash"
open_display 1280x720
part=1100x130+90+120
now=2026-11-21T14:05:00Z
conf=$room/config/motograph/motograph.conf
more=$room/config/motograph/conf.d/more.conf
mkdir -p "$(dirname "$more")"
printf 'news { max-age = 0 }\nfeed "Signal" { url = "%s" }\n' "$news" >"$conf"
how=(--painter soft --drift 0 --now "$now")

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
export NOTIFY_SOCKET=$room/notify

start_ticker "${how[@]}"
until_true has_news soft
sleep 1
picture "$room/good.png"
echo 'feed "Members {' >"$more"
until_true grep -q "the old one stays" "$room/ticker.log"
shows "$room/good.png" "$part" || fail "the news went while it ran"
kill -0 "$ticker" || fail "it ended while it ran"
end_ticker

status=0
env -u NOTIFY_SOCKET "$MOTOGRAPH" show "${how[@]}" 2>"$room/by-hand" || status=$?
ended 78 "$status" "more.conf:" "$room/by-hand" || fail "by hand: $status, $(cat "$room/by-hand")"
status=0
"$MOTOGRAPH" check --config "$room/none.conf" 2>"$room/check" || status=$?
[ "$status" = 66 ] || fail "check is no wall: $status, $(cat "$room/check")"

: >"$room/heard"
start_ticker "${how[@]}"
until_true grep -q "^READY=1" "$room/heard"
until_true shows "$room/good.png" "$part"
until_true grep -q "^STATUS=the last good news: the configuration is wrong" "$room/heard"
until_true sh -c "'$MOTOGRAPH' ctl status | grep -q '\"state\":\"offline\"'"
grep -q "more.conf:" "$room/ticker.log" || fail "the line is not named: $(cat "$room/ticker.log")"
xdotool key q
sleep 1
kill -0 "$ticker" || fail "a key ended it"
"$MOTOGRAPH" ctl say --for 1m "The doors close early." >"$room/said"
until_true sh -c "! '$MOTOGRAPH' ctl status | grep -q '\"stories\":0'"
stories=$("$MOTOGRAPH" ctl status | grep -o '"stories":[0-9]*')
[ "${stories#*:}" -gt 1 ] || fail "what is said takes the place of the last good news: $stories"
rm "$more"
status=0
wait "$ticker" || status=$?
ended 78 "$status" "can be used now" "$room/ticker.log" || fail "mended: $status, $(cat "$room/ticker.log")"

start_ticker "${how[@]}"
until_true has_news soft
shows "$room/good.png" "$part" || fail "the news did not come back"
end_ticker

# A file that cannot be read at all is no other case.
if [ "$(id -u)" = 0 ]; then
    chmod -R a+rwX "$room"
    chmod 600 "$conf"
    program=(setpriv --reuid=65534 --regid=65534 --clear-groups "$MOTOGRAPH")
    rm -f "$room"/motograph.sock
    start_ticker "${how[@]}"
    until_true shows "$room/good.png" "$part"
    grep -q "cannot be used" "$room/ticker.log" || fail "unreadable: $(cat "$room/ticker.log")"
    chmod a+r "$conf" # which nobody who watches is told: it looks by itself after a while
    status=0
    wait "$ticker" || status=$?
    ended 78 "$status" "can be used now" "$room/ticker.log" || fail "readable: $status, $(cat "$room/ticker.log")"
fi
