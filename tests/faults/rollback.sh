#!/usr/bin/env bash
# One store under an older program and this one in turn: neither fails on it, and what the newer one
# knew is there again. OLDER names the older program, built from an older commit (of schema 1, say).
set -eu
[ -x "${OLDER-}" ] || {
    echo "(OLDER names no program)"
    exit 75
}
top=$(cd "$(dirname "$0")/../.." && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export HOME=$room XDG_CONFIG_HOME=$room/config XDG_CACHE_HOME=$room/cache

ask() { # SQL
    python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])' "$room/store.db" "$1"
}
tell() { # PROGRAM
    "$1" news --store "$room/store.db" --now 2026-11-21T14:05:00Z "$top/assets/demo/signal.json" >"$room/out" 2>"$room/err"
    [ -s "$room/out" ] || {
        echo "failed: $1 tells nothing: $(cat "$room/err")" >&2
        exit 1
    }
    echo "$1: schema $(ask 'PRAGMA user_version'), $(ask 'SELECT count(*) FROM told') articles $(cat "$room/err")"
}

tell "$OLDER"
n=$(ask 'SELECT count(*) FROM told')
tell "$MOTOGRAPH"
[ "$(ask 'SELECT count(*) FROM told')" = "$n" ]
python3 -c 'import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as d: d.execute("INSERT OR REPLACE INTO hosts VALUES(\"known.example\",4000000000)")' "$room/store.db"
tell "$OLDER"
tell "$MOTOGRAPH"
[ "$(ask 'SELECT count(*) FROM told')" = "$n" ]
[ "$(ask "SELECT until FROM hosts WHERE host='known.example'")" = 4000000000 ]
[ ! -e "$room/store.db.aside" ]
