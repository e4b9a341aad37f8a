#!/usr/bin/env bash
# The board on Wayland, full screen under sway without a display of its own, is the picture that `shot`
# draws. Skips where sway or grim is missing (cross/deps bench has them).
. "$(dirname "$0")/display.bash"
for tool in sway grim; do
    command -v $tool >/dev/null || skip "$tool is missing"
done
now=2026-11-21T14:05:00Z
part=1100x130+90+120
"$MOTOGRAPH" shot -o "$room/want.png" --size 1280x720 --drift 0 --now "$now" "$top/assets/demo/signal.json"

# sway refuses to run as root: everything of this display belongs to nobody.
cp -r "$(dirname "$MOTOGRAPH")/motograph" "$(dirname "$MOTOGRAPH")/motograph-ingest" "$top/assets" "$top/fonts" "$room"
printf 'output HEADLESS-1 resolution 1280x720 position 0,0\ndefault_border none\n' >"$room/sway.conf"
as=(env)
[ "$(id -u)" != 0 ] || {
    chown -R 65534:65534 "$room"
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups env)
}
unset DISPLAY
"${as[@]}" WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 sway -c "$room/sway.conf" \
    >"$room/sway.log" 2>&1 &
started+=($!)
until_true test -S "$room/wayland-1"
mkdir -p "$room/tree/build"
mv "$room/motograph" "$room/motograph-ingest" "$room/tree/build"
mv "$room/assets" "$room/fonts" "$room/tree"
WAYLAND_DISPLAY=wayland-1 SDL_VIDEODRIVER=wayland "${as[@]}" "$room/tree/build/motograph" show --no-store --drift 0 \
    --now "$now" "$room/tree/assets/demo/signal.json" 2>"$room/ticker.log" &
started+=($!)

on_wayland() {
    WAYLAND_DISPLAY=wayland-1 "${as[@]}" grim "$room/now.png" && alike "$room/want.png" "$room/now.png" "$part"
}
until_true on_wayland
"${as[@]}" "$room/tree/build/motograph" ctl status | grep -q '"painter":"gpu","software":' || fail "status names no painter"
