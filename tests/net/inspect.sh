#!/usr/bin/env bash
# `motograph inspect`: each stage answers line by line in order, and a line that it cannot use is
# answered with an error and does not end the run.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
exec python3 "$top/tests/net/inspect.py" "$MOTOGRAPH" "$top"
