#!/usr/bin/env bash
# X11: what xwd sees of the whole screen, of each layout, is the picture that `shot` draws.
. "$(dirname "$0")/display.bash"
open_display 1280x720

all_as_shot 1280x720 soft
