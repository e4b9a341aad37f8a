#!/usr/bin/env bash
# Wayland, full screen under sway without a display of its own: what grim sees of each layout is the
# picture that `shot` draws, all of it. Skips where sway or grim is missing (cross/deps bench has them).
. "$(dirname "$0")/display.bash"
open_sway 1 <<'CONF'
xwayland disable
output HEADLESS-1 resolution 1280x720 position 0,0
default_border none
CONF

all_as_shot 1280x720 gpu
