#!/usr/bin/env bash
# Golden screens: lists, rotations, pictures.
set -eu
exec "$(dirname "$0")/golden" "$(dirname "$MOTOGRAPH")"
