#!/bin/sh
# The user of the wall may use the card; no log-in stands on the screen, and the console is quiet; the
# firmware hands the display to the kernel, which is what the kms painter draws with (two pages of
# 1920x1080 are 17 MB; the overlay's own 256 MB are all that a Pi 1 has).
set -eu
boot=$BINARIES_DIR/rpi-firmware
grep -q "^video:.*daemon" "$TARGET_DIR/etc/group" ||
    sed -i 's/^\(video:[^:]*:[^:]*:\).*/\1daemon/' "$TARGET_DIR/etc/group"
sed -i '/^tty1::/d' "$TARGET_DIR/etc/inittab"
if [ -e "$boot/config.txt" ] && ! grep -q '^dtoverlay=vc4-kms-v3d' "$boot/config.txt"; then
    printf '\ndtoverlay=vc4-kms-v3d,cma-64\n' >>"$boot/config.txt"
fi
if [ -e "$boot/cmdline.txt" ] && ! grep -q vt.global_cursor_default "$boot/cmdline.txt"; then
    sed -i '1s/$/ quiet loglevel=3 logo.nologo vt.global_cursor_default=0/' "$boot/cmdline.txt"
fi
