#!/usr/bin/env bash
# Without a network the last good news are there, however long ago they came; each failure is tried
# again later than the one before; one good answer ends that.
. "$(dirname "$0")/ticker.bash"
open_server 1
feed Post "$site/feed"

answers "*/feed	200	feed"
ticker 2026-11-21T12:00:00Z '/feed: ok'
answers "*/feed	500	none"
wait_before=0
for hour in 13 14 15 16 17; do
    ticker "2026-11-21T$hour:00:00Z" '/feed: server error'
    wait_now=$(($(date -u -d "$(known Post due)" +%s) - $(date -u -d "$(known Post tried)" +%s)))
    [ "$wait_now" -gt $((wait_before * 3 / 2)) ] || fail "waits of $wait_before and $wait_now seconds"
    wait_before=$wait_now
done
same "$(known Post failures)" 5 "failures in a row"
same "$(known Post succeeded | cut -c 1-16)" 2026-11-21T12:00 "the last success"
answers "*/feed	200	feed"
ticker 2026-11-21T20:00:00Z '/feed: ok'
same "$(known Post failures)" 0 "failures after a success"

# Nobody there at all, days later: what the screen shows first is still there.
answers "*/feed	0	none"
ticker 2026-11-25T12:00:00Z '/feed: (broke off|no connection)'
same "$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM snapshot").fetchone()[0])' "$room/store.sqlite")" \
    1 "stories for the next start"
