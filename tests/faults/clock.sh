#!/usr/bin/env bash
# A clock that is set while the ticker runs: news thrown away by a wrong time is there again by the
# right one, though the server says that nothing has changed.
. "$(dirname "$0")/../screens/display.bash"
export SDL_VIDEODRIVER=dummy
fake=$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -n 1)
[ -n "$fake" ] || skip "libfaketime is missing"
ldd "$MOTOGRAPH" | grep -q libasan && skip "libfaketime and the sanitizer do not go together"
python3 "$top/tests/net/server.py" >"$room/port" &
started+=($!)
until_true grep -q . "$room/port"
mkdir -p "$room/config/motograph"
printf 'feed "Gazette" { url = "http://127.0.0.1:%s/ok"\n allow-private = yes }\n' "$(cat "$room/port")" \
    >"$room/config/motograph/motograph.conf"

stories() {
    "$MOTOGRAPH" ctl status | grep -q "\"stories\":$1,"
}

# Clocks as a file says; the monotonic one is left alone.
echo +0 >"$room/clock"
FAKETIME_TIMESTAMP_FILE=$room/clock FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 LD_PRELOAD=$fake \
    "$MOTOGRAPH" show --painter soft --size 640x360 2>"$room/ticker.log" &
started+=($!)
until_true stories 1
for clock in +10y -20y +3d +0; do
    echo "$clock" >"$room/clock"
    "$MOTOGRAPH" ctl resume >/dev/null # a turn of the worker
    sleep 1
    until_true stories 1
done
[ "$(grep -c "clock was set" "$room/ticker.log")" -ge 4 ] || fail "the clock was not followed"
