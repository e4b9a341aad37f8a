#!/usr/bin/env bash
# A clock that is not set: a certificate that seems not yet valid waits for the clock, and the feed is
# asked as soon as that is set.
. "$(dirname "$0")/../screens/display.bash"
export SDL_VIDEODRIVER=dummy
fake=$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -n 1)
[ -n "$fake" ] || skip "libfaketime is missing"
command -v openssl >/dev/null || skip "openssl is missing"
ldd "$MOTOGRAPH" | grep -q libasan && skip "libfaketime and the sanitizer do not go together"
"$top/tests/net/certs" "$room" >/dev/null 2>&1
python3 "$top/tests/net/server.py" --cert "$room/good.pem" --key "$room/key.pem" >"$room/port" &
started+=($!)
until_true grep -q . "$room/port"
printf 'fetch { ca-file = "%s" }\nfeed "Gazette" { url = "https://127.0.0.1:%s/ok"\n allow-private = yes }\n' \
    "$room/good.pem" "$(cat "$room/port")" >"$room/ticker.conf"

echo "@2020-01-01 00:00:00" >"$room/clock"
FAKETIME_TIMESTAMP_FILE=$room/clock FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 LD_PRELOAD=$fake \
    "$MOTOGRAPH" show --painter soft --size 320x180 --config "$room/ticker.conf" --store "$room/store.sqlite" \
    2>"$room/ticker.log" &
started+=($!)
until_true grep -q '/ok: waiting for the clock' "$room/ticker.log"
grep -q '/ok: ok' "$room/ticker.log" && fail "a certificate was believed too early"
echo +0 >"$room/clock"
until_true "$MOTOGRAPH" ctl resume # a turn of the worker
until_true grep -q '/ok: ok' "$room/ticker.log"
grep -q 'clock was set' "$room/ticker.log" || fail "it was not the clock that was waited for"
