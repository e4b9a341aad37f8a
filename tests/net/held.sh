#!/usr/bin/env bash
# A feed on hold: nothing of it is shown before a person says so, on a ticker that runs, across
# restarts, and by news with the ticker's store.
set -eu
room=$(mktemp -d)
export HOME=$room XDG_CACHE_HOME=$room/cache XDG_CONFIG_HOME=$room/config XDG_RUNTIME_DIR=$room TZ=UTC
unset DISPLAY WAYLAND_DISPLAY
ticker=
trap '[ -z "$ticker" ] || kill "$ticker" 2>/dev/null || true; rm -rf "$room"' EXIT
store=$room/cache/motograph/store.sqlite

fail() {
    echo "failed: $*" >&2
    sed 's/^/    /' "$room/ticker.log" "$room/out" 2>/dev/null | tail -n 20 >&2
    exit 1
}

# Tries a command until it succeeds, at most 20 seconds.
until_true() {
    local i
    for ((i = 0; i < 200; i++)); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.1
    done
    fail "waited in vain for: $*"
}

item() { # GUID TITLE TEXT
    printf '<item><guid isPermaLink="false">%s</guid><title>%s</title><description>%s</description><pubDate>%s</pubDate></item>\n' \
        "$1" "$2" "$3" "$(date -u -R -d '1 hour ago')"
}

feed() { # reads items; readers see the file whole
    {
        printf '<rss version="2.0"><channel><title>Pier Gazette</title>\n'
        cat
        printf '</channel></rss>\n'
    } >"$room/feed.new"
    mv "$room/feed.new" "$room/feed.xml"
}

ctl() {
    timeout 60 "$MOTOGRAPH" ctl "$@" >"$room/out" 2>"$room/err"
}

start() {
    SDL_VIDEODRIVER=dummy "$MOTOGRAPH" show --painter soft --refresh 10 --size 320x240 "$@" 2>"$room/ticker.log" &
    ticker=$!
    until_true ctl status
}

stop() {
    kill "$ticker"
    wait "$ticker" || fail "the ticker ended with $?"
    ticker=
}

held() { # N: so many wait
    ctl held && [ "$(wc -l <"$room/out")" = "$1" ]
}

stories() { # N: so many are on the wall
    ctl status && grep -q "\"stories\":$1," "$room/out"
}

id_of() { # TITLE
    ctl held
    awk -F'\t' -v title="$1" '$4 == title { print $1 }' "$room/out"
}

mkdir -p "$room/config/motograph"
printf 'feed "Pier" { url = "%s"\n hold = yes }\nfeed "Open" { url = "%s" }\n' "$room/feed.xml" "$room/open.xml" \
    >"$room/config/motograph/motograph.conf"
printf '<rss version="2.0"><channel><item><title>Bees are counted</title><description>Some 600 hives.</description></item></channel></rss>' >"$room/open.xml"
{
    item a "Ferry runs again" "The night ferry runs on Friday."
    item b "Museum opens" "The old mill is a museum now."
    item c "Snow closes the pass" "The pass is shut until spring."
} | feed

status=0
ctl held || status=$?
if ! { [ "$status" = 69 ] && grep -q 'no ticker answers' "$room/err"; }; then fail "without a ticker: $status"; fi

start
until_true held 3
until_true stories 1
ctl held
[ "$(cut -f3,4 "$room/out" | sort | head -n 1)" = "$(printf 'Pier\tFerry runs again')" ] || fail "the list"
ferry=$(id_of "Ferry runs again")
museum=$(id_of "Museum opens")

# Wrong numbers are said, and what is right is done all the same.
status=0
ctl release 00000000 "$ferry" || status=$?
if ! { [ "$status" = 1 ] && grep -q 'nothing is held as 00000000' "$room/err"; }; then fail "a wrong number: $status"; fi
grep -q "^released.*Ferry runs again" "$room/out" || fail "the right number"
status=0
ctl release || status=$?
[ "$status" = 1 ] || fail "release without a number: $status"
status=0
ctl hold || status=$?
[ "$status" = 64 ] || fail "no such command: $status"
until_true stories 2
ctl reject "$museum" || fail "reject"
held 1 || fail "one waits"

# Held stays held, released stays released, rejected does not come back.
stop
start
until_true stories 2
held 1 || fail "after a restart"
{
    item a "Ferry runs again" "The night ferry runs on Friday."
    item b "Museum opens" "The old mill is a museum now."
    item c "Snow closes the pass" "The pass is shut until spring."
    item d "Orchards freeze" "The frost came in the night."
} | feed
until_true held 2
stories 2 || fail "what was rejected came back"

# What changes after it was released waits again, and leaves the wall.
{
    item a "Ferry has sunk" "The night ferry has sunk."
    item c "Snow closes the pass" "The pass is shut until spring."
} | feed
until_true held 3
until_true stories 1
ctl release "$(id_of "Ferry has sunk")" || fail "released anew"
until_true stories 2
stop

# News with the store of the ticker prints what was released, and says how many wait.
timeout 60 "$MOTOGRAPH" news --store "$store" >"$room/out" 2>"$room/err" || fail "news ended with $?"
grep -q '^Ferry has sunk' "$room/out" || fail "news without what was released"
grep -q '^Bees are counted' "$room/out" || fail "news without the open feed"
! grep -q '^Snow' "$room/out" || fail "news with what is held"
grep -q '1 article of feeds on hold waits' "$room/err" || fail "news does not say what waits"
timeout 60 "$MOTOGRAPH" news >"$room/out" 2>"$room/err" || fail "news ended with $?"
! grep -qE '^(Snow|Ferry)' "$room/out" || fail "news without a store prints what is held"
timeout 60 "$MOTOGRAPH" shot --store "$store" -o "$room/shot.png" --size 320x240 2>"$room/err" || fail "shot ended with $?"
grep -q 'waits' "$room/err" || fail "shot does not say what waits"

# Without a store the ticker remembers until it ends.
start --no-store
until_true held 2
ctl release all || fail "release all"
[ "$(grep -c ^released "$room/out")" = 2 ] || fail "all of them"
until_true stories 3
held 0 || fail "none waits"
grep -q 'nothing is held' "$room/err" || fail "none waits, unsaid"
stop
echo "held, released, rejected and changed; across restarts; by news, by shot, and without a store"
