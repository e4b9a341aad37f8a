#!/usr/bin/env bash
# Every fact of our own articles is made of its article's words, in their order.
set -eu
exec python3 "$(dirname "$0")/faithful.py" "$MOTOGRAPH"
