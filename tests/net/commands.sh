#!/usr/bin/env bash
# The contract of the command line: what is printed, the exit codes, and errors that name their source.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
room=$(mktemp -d)
export HOME=$room XDG_CACHE_HOME=$room/cache XDG_CONFIG_HOME=$room/config XDG_RUNTIME_DIR=$room TZ=UTC
python3 "$top/tests/net/server.py" --root "$top/assets/demo" >"$room/port" &
server=$!
trap 'kill $server; rm -rf "$room"' EXIT
demo=$top/assets/demo
wrong=0
unset DISPLAY WAYLAND_DISPLAY # of whoever runs the tests

# Runs motograph with the words behind CODE; the code must be CODE, and what it printed hold PATTERN.
expect() { # CODE PATTERN WORDS...
    local code=$1 pattern=$2 status=0
    shift 2
    timeout 60 "$MOTOGRAPH" "$@" >"$room/out" 2>&1 </dev/null || status=$?
    [ "$status" = "$code" ] && grep -qE -- "$pattern" "$room/out" && return
    wrong=$((wrong + 1))
    echo "wrong: motograph $*: ended with $status, wanted $code and /$pattern/"
    sed 's/^/    /' "$room/out" | head -n 5
}

for _ in $(seq 50); do
    [ -s "$room/port" ] && break
    sleep 0.1
done
port=$(cat "$room/port")
site=http://127.0.0.1:$port

expect 0 '"headline":' news --json "$demo/signal.json"
expect 0 '"headline":' news --json "$site/harbour-post.xml"
expect 0 'Loopback Gazette' news "$site/ok"
expect 0 'Loopback Gazette' news "$site/bare-gzip"
expect 65 'bare-bomb: ' news "$site/bare-bomb"
expect 0 '^motograph [0-9]' --version
expect 0 'Usage:' --help
expect 69 'notfound: not found: HTTP status 404$' news "$site/notfound"
expect 69 'big-headers: too big: more than 65536 bytes of headers' news "$site/big-headers"
expect 1 'notfound: not found' news "$demo/signal.json" "$site/notfound"
expect 1 'no-such.xml: not found' news "$demo/signal.json" "$room/no-such.xml"
expect 64 'no such option: --nothing' news --nothing
expect 64 'layout is "crow"; allowed: crawl, board, list' news --layout crow
expect 64 'a value is missing: --theme' show --theme
expect 64 'the stages are' inspect nothing
expect 64 '-o FILE' shot "$demo"
printf 'x' >"$room/letter.txt"
expect 65 'letter.txt: ' news "$room/letter.txt"
expect 66 'no-such.txt: not found' news "$room/no-such.txt"
expect 66 'no-such.conf' news --config "$room/no-such.conf"
expect 66 'no-such.txt: not found' show --painter dump --frames 1 --no-store "$room/no-such.txt"
expect 69 'notfound: not found' news "$site/notfound"
expect 69 'hang: ' news --config "$top/tests/net/short.conf" "$site/hang"
expect 69 'no ticker answers' ctl status
expect 69 '(DISPLAY|no display)' show --no-store "$demo"
expect 73 '/nowhere: ' show --no-store --painter dump --dump /nowhere --frames 2 "$demo/signal.json"
expect 73 'nowhere' shot -o /nowhere/at/all.png --size 320x240 "$demo/signal.json"
printf 'motion { wpm = 5 }\n' >"$room/bad.conf"
expect 78 'bad.conf:1: wpm is "5"; allowed: a number from 40 to 600' check --config "$room/bad.conf"
expect 78 'theme nothing' check --theme nothing
expect 0 'configuration: fine' check
expect 0 '^ingest: works; sandbox: ' check
expect 0 '^store: in memory' check --no-store
expect 0 '^store: /proc/store.sqlite: ' check --store /proc/store.sqlite
DISPLAY=:1234 expect 0 '^display: no display: the X server at DISPLAY=:1234' check
# A file of a later program: check names all of it, the wall comes up all the same.
printf 'screen { mood = calm }\nfleet west { a = 1 }\nfeed "Pier" { url = "%s" }\n' "$demo/signal.json" >"$room/later.conf"
expect 78 "later.conf:2: no such option 'fleet'; allowed: screen" check --config "$room/later.conf"
expect 78 "later.conf:1: no such option 'mood'" news --config "$room/later.conf"
mkdir "$room/frames"
expect 0 '"presented":3' show --config "$room/later.conf" --painter dump --dump "$room/frames" --frames 3
printf 'news { exclude = "," }\nfeed "Pier" { url = "%s"\n include = "ferry, *" }\n' "$demo/signal.json" >"$room/words.conf"
expect 0 '^all feeds: exclude: 1 of its entries holds no word: it does nothing' check --config "$room/words.conf"
expect 0 '^feed Pier: include: 1 of its entries holds no word$' check --config "$room/words.conf"
printf 'feed "Pier" { url = pier.example/rss }\nfeed "Quay" { url = "ftp://quay.example/" }\n' >"$room/words.conf"
expect 78 'feed Pier: pier.example/rss cannot be read: an address of the web begins with http' check --config "$room/words.conf"
expect 78 'feed Quay: ftp://quay.example/ cannot be read: of the web it can be http' check --config "$room/words.conf"
printf 'feed "Pier" { url = "%s" }\nfeed "Quay" { url = "%s" }\n' "$demo/signal.json" "$demo/signal.json" >"$room/words.conf"
expect 0 'warning: feed Quay is left out: feed Pier has the same address' check --config "$room/words.conf"
printf 'news { include = "no such word stands there" }\n' >"$room/words.conf"
if ! "$MOTOGRAPH" news --config "$room/words.conf" "$demo/signal.json" >"$room/out" || [ -s "$room/out" ]; then
    wrong=$((wrong + 1))
    echo "wrong: the words of all feeds do not hold for the command line"
fi
expect 64 'motograph ctl|ctl: status' ctl
expect 69 'no ticker answers' ctl status --config "$room/bad.conf"
expect 64 'ctl: status' ctl ''

# What is no text is no news; notices that are alike to a number stay news, in any number of runs.
head -c 20000 /dev/urandom >"$room/noise.txt"
expect 65 'noise.txt: not news: no text' news "$room/noise.txt"
mkdir "$room/rooms"
for i in 1 2 3 4 5; do
    printf 'Room %d is closed on Monday\n\nRoom %d is closed on Monday for repairs.\n' "$i" "$i" >"$room/rooms/$i.txt"
done
for _ in 1 2 3; do
    expect 0 '^Room 5 is closed' news --store "$room/rooms.sqlite" "$room/rooms"
    [ "$(grep -c '^Room' "$room/out")" = 5 ] || wrong=$((wrong + 1))
done

# Descriptors that are closed are not taken by what is opened next.
for closed in '<&-' '<&- >&-' '<&- >&- 2>&-'; do
    bash -c "\"\$0\" news --store \"\$1/closed.sqlite\" \"\$2\" $closed" "$MOTOGRAPH" "$room" "$demo/signal.json" >/dev/null || {
        wrong=$((wrong + 1))
        echo "wrong: with $closed"
    }
done
[ "$(head -c 15 "$room/closed.sqlite")" = "SQLite format 3" ] || wrong=$((wrong + 1))

# Several at once, standard input, and one bad source that does not stop the rest.
"$MOTOGRAPH" news - <"$demo/signal.json" | grep -q . || wrong=$((wrong + 1))
expect 1 'Harbour Post' news "$demo/harbour-post.xml" "$room/no-such.xml" "$demo/notices"

# The shape of the contract, story by story.
"$MOTOGRAPH" news --json "$demo" >"$room/news"
python3 - "$room/news" <<'PY' || wrong=$((wrong + 1))
import json, re, sys
kinds = {"who", "what", "when", "where", "why", "how", "quote", "number", "context"}
moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
stories = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert len(stories) > 10 and len({s["id"] for s in stories}) == len(stories)
for s in stories:
    assert set(s) == {"id", "headline", "facts", "published", "updated", "lang", "priority", "sources"}, s
    assert re.fullmatch("[0-9a-f]{16}", s["id"]) and s["headline"] and s["sources"]
    assert len(s["facts"]) <= 6 and s["priority"] == "normal"
    for f in s["facts"]:
        assert set(f) == {"kind", "text", "source"} and f["kind"] in kinds and f["text"]
        assert 0 <= f["source"] < len(s["sources"])
    for t in s["sources"]:
        assert set(t) == {"name", "title", "link", "published"} and t["name"]
    for t in [s["published"], *(t["published"] for t in s["sources"])]:
        assert t is None or moment.match(t)
PY

# The same input and time give the same ids and the same picture.
"$MOTOGRAPH" news --json --now 2026-11-21T12:00:00Z "$demo" >"$room/a"
"$MOTOGRAPH" news --json --now 2026-11-21T12:00:00Z "$demo" >"$room/b"
cmp "$room/a" "$room/b" || wrong=$((wrong + 1))
for i in a b; do
    "$MOTOGRAPH" shot -o "$room/$i.png" --size 640x360 --at 20 --now 2026-11-21T12:00:00Z "$demo"
done
cmp "$room/a.png" "$room/b.png" || wrong=$((wrong + 1))

# What is generated from the table of options is what lies in assets.
"$MOTOGRAPH" help man | cmp - "$top/assets/motograph.1" || wrong=$((wrong + 1))
"$MOTOGRAPH" help man5 | cmp - "$top/assets/motograph.conf.5" || wrong=$((wrong + 1))
"$MOTOGRAPH" help bash | cmp - "$top/assets/motograph.bash" || wrong=$((wrong + 1))
"$MOTOGRAPH" help config | cmp - "$top/assets/motograph.conf" || wrong=$((wrong + 1))

echo "$wrong wrong"
[ "$wrong" = 0 ]
