#!/usr/bin/env bash
# Killed 30 times while it writes its store: the store is whole each time and never goes back, and the
# next start shows the last good news, though nothing else can be read.
. "$(dirname "$0")/../screens/display.bash"
export SDL_VIDEODRIVER=dummy
store=$room/store.sqlite
kills=30

# News number N, which every story of the feed names.
write_feed() { # N
    local i
    {
        printf '<rss version="2.0"><channel><title>Pier Gazette</title>'
        for ((i = 0; i < 20; i++)); do
            printf '<item><title>Round %05d of the boat race, heat %d</title><guid>%d-%d</guid>' "$1" "$i" "$1" "$i"
            printf '<description>Boat %d won heat %d of round %d on the Orr.</description></item>' "$i" "$i" "$1"
        done
        printf '</channel></rss>'
    } >"$room/feed.new"
    mv "$room/feed.new" "$room/feed.xml"
}

answers() { # PATTERN
    "$MOTOGRAPH" ctl status | grep -q "$1"
}

kill_ticker() {
    kill -9 "$ticker"
    wait "$ticker" 2>/dev/null || true
}

# The highest round in the snapshot of a copy, which is checked whole; the store itself is left alone.
round_of_store() {
    rm -f "$room"/copy*
    for part in "" -wal; do
        [ ! -e "$store$part" ] || cp "$store$part" "$room/copy$part"
    done
    python3 - "$room/copy" <<'PY'
import re, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
assert "snapshot" in tables, tables
rounds = [0]
for row in db.execute("SELECT * FROM snapshot"):
    for value in row:
        if isinstance(value, bytes):
            rounds += map(int, re.findall(rb"Round (\d{5})", value))
print(max(rounds))
PY
}

known=0 written=0
for ((n = 1; n <= kills; n++)); do
    write_feed "$n"
    start_ticker --painter soft --size 640x360 --store "$store" "$room/feed.xml"
    until_true answers '"stories":[1-9]'
    kill -HUP "$ticker" # its worker ends, and commits
    sleep "0.0$((n % 3))$((n % 10))"
    kill_ticker
    grep "store: " "$room/ticker.log" && fail "round $n: the store was not whole"
    now=$(round_of_store) || fail "round $n: the store is not whole"
    [ "$now" -ge "$known" ] || fail "round $n: the store went back from $known to $now"
    [ "$now" = "$known" ] || written=$((written + 1))
    known=$now
    [ "$known" -gt 0 ] || continue
    rm "$room/feed.xml"
    start_ticker --painter soft --size 640x360 --store "$store" "$room/feed.xml"
    until_true answers '"shown":[1-9]'
    answers '"state":"offline"' || fail "round $n: the news came from elsewhere"
    kill_ticker
done
[ "$written" -gt 0 ] || fail "nothing was ever written"
echo "$kills kills while it wrote: $written times the write was through, the store was whole each time"
