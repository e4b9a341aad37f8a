#!/usr/bin/env bash
# motograph-ingest killed again and again while the ticker runs: frames go on without a gap, and the
# news come back with the next job.
. "$(dirname "$0")/../screens/display.bash"
. "$(dirname "$0")/item.bash"
open_display 1280x720
frames=1200
mkdir "$room/news"

article() { # N
    printf '<rss version="2.0"><channel><title>Pier Gazette</title>%s</channel></rss>' "$(item "$1")"
}

answers() { # PATTERN
    "$MOTOGRAPH" ctl status | grep -q "$1"
}

for i in 1 2 3 4 5; do
    article "$i" >"$room/news/$i.xml"
done
start_ticker --no-store --frames "$frames" "$room/news"
until_true answers '"stories":5'
killed=0
for ((i = 0; i < 25; i++)); do
    touch "$room/news/1.xml" # the folder is read anew
    sleep "0.0$((i % 10))"
    ingest=$(pgrep -P "$ticker" -x motograph-inges || true) # names end after 15 characters
    if [ -n "$ingest" ] && kill -9 "$ingest" 2>/dev/null; then
        killed=$((killed + 1))
    fi
done
[ "$killed" -ge 10 ] || fail "killed only $killed times"
article 6 >"$room/news/6.xml"
until_true answers '"stories":6'
wait "$ticker" || fail "ended with $?: $(cat "$room/ticker.log")"
grep -q "motograph-ingest failed on it and was ended" "$room/ticker.log" || fail "no job was ever lost"
presented=$(sed -nE 's/.*"presented":([0-9]+).*/\1/p' "$room/ticker.log")
missed=$(sed -nE 's/.*"missed":([0-9]+).*/\1/p' "$room/ticker.log")
[ "$presented" = "$frames" ] || fail "presented $presented of $frames frames"
echo "ingest killed $killed times: $presented frames presented, $missed missed, the news came back"
