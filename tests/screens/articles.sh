#!/usr/bin/env bash
# Ten articles written without sight of the program: who, what, when and where can be told from the
# board alone, and nothing of the pages' own talk shows.
set -eu
exec python3 "$(dirname "$0")/articles.py" --least 0.9 "$MOTOGRAPH"
