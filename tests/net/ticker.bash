# Sourced by scripts of this folder: a ticker without a screen that keeps its store, and a scripted
# server (scripted.py). Needs MOTOGRAPH; sets room, port and site.
. "$(dirname "${BASH_SOURCE[0]}")/../screens/display.bash"
export SDL_VIDEODRIVER=dummy
runs=0
: >"$room/answers"
: >"$room/requests"

open_server() { # HOSTS, their number or addresses
    python3 "$top/tests/net/scripted.py" "$room/answers" "$room/requests" "$1" >"$room/port" &
    started+=($!)
    until_true grep -q . "$room/port"
    port=$(cat "$room/port")
    export site=http://127.0.0.1:$port
}

# What the server answers from now on: a line each, in place as a whole.
answers() { # LINE...
    printf '%s\n' "$@" >"$room/answers.new"
    mv "$room/answers.new" "$room/answers"
}

# A feed of the configuration.
feed() { # NAME ADDRESS [SETTINGS]
    printf 'feed "%s" {\n url = "%s"\n allow-private = yes\n%s\n}\n' "$1" "$2" "${3-}" >>"$room/ticker.conf"
}

printf 'fetch { spacing = 0s }\nnews { max-age = 0 }\n' >"$room/ticker.conf"
motograph() {
    timeout 60 "$MOTOGRAPH" "$@" --config "$room/ticker.conf" --store "$room/store.sqlite"
}

# Runs the ticker at a time until every PATTERN stands in its log, then ends it.
ticker() { # TIME PATTERN...
    local now=$1 pattern pid
    shift
    log=$room/ticker-$((++runs)).log
    "$MOTOGRAPH" show --painter soft --size 320x180 --config "$room/ticker.conf" --store "$room/store.sqlite" \
        --now "$now" 2>"$log" &
    pid=$!
    started+=("$pid")
    for pattern; do
        until_true grep -qE -- "$pattern" "$log"
    done
    kill "$pid"
    wait "$pid" || fail "the ticker did not end well: $(tail -n 3 "$log")"
}

# One value that `feeds list` gives for a feed: known NAME KEY, at a time.
known() { # NAME KEY [TIME]
    motograph feeds list --json --now "${3:-2026-11-21T12:00:00Z}" | python3 -c '
import json, sys
for line in sys.stdin:
    feed = json.loads(line)
    if feed["name"] == sys.argv[1]:
        for key in sys.argv[2].split("."):
            feed = feed[key]
        print("none" if feed is None else feed)' "$1" "$2"
}

# fail unless both are the same.
same() { # GOT WANTED WHAT
    [ "$1" = "$2" ] || fail "$3: \"$1\" in place of \"$2\""
}

# The fields of the last request of an address: path, validators, authorization.
last_request() { # PATTERN FIELD
    grep -E -- "$1" "$room/requests" | tail -n 1 | cut -f "$2"
}

requests() { # PATTERN
    grep -cE -- "$1" "$room/requests" || true
}
