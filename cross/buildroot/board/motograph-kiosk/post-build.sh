#!/bin/sh
# The user of the wall may use the card; the console is quiet.
set -eu
addgroup_line() { grep -q "^video:.*daemon" "$1" || sed -i 's/^\(video:[^:]*:[^:]*:\).*/\1daemon/' "$1"; }
addgroup_line "$TARGET_DIR/etc/group"
cmdline=$BINARIES_DIR/rpi-firmware/cmdline.txt
[ ! -e "$cmdline" ] || grep -q vt.global_cursor_default "$cmdline" ||
    sed -i 's/$/ quiet loglevel=3 logo.nologo vt.global_cursor_default=0/' "$cmdline"
