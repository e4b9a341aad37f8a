#!/usr/bin/env bash
# A log-in page of the network is no news: what is known stays, and it is tried again soon.
. "$(dirname "$0")/ticker.bash"
open_server 4
for i in 1 2; do
    feed "Post $i" "http://127.0.0.$i:$port/feed"
done
login='Location: http://127.0.0.4:PORT/login'

answers "*/feed	200	feed	ETag: \"f\""
ticker 2026-11-21T12:00:00Z '0.1:.*: ok' '0.2:.*: ok'

# Sent elsewhere for a page: a portal. A page in its own place: not known what it is.
answers "127.0.0.1/feed	302	none	$login" "127.0.0.2/feed	200	login" "*/login	200	login"
ticker 2026-11-21T13:00:00Z '0.1:.*: the network asks to log in: 127.0.0.4 answers in its place' \
    '0.2:.*: not news: a page came where a feed was'
motograph news 2>/dev/null | grep -q 'Guest' && fail "the log-in page is told"
for i in 1 2; do
    same "$(known "Post $i" items.all)" 1 "items of before"
    same "$(known "Post $i" asked_at)" none "the address"
done
answers "*/feed	304	none"
ticker 2026-11-21T14:00:00Z '0.1:.*: unchanged' '0.2:.*: unchanged'
same "$(last_request 0.1/feed 2)" '"f"' "validators of before"

# By status.
answers "*/feed	511	login"
ticker 2026-11-21T15:00:00Z '0.1:.*: the network asks to log in' '0.2:.*: the network asks to log in'

# Feeds of several hosts that nobody has seen yet end on one page elsewhere.
feed "Fresh 1" "http://127.0.0.1:$port/one"
feed "Fresh 2" "http://127.0.0.2:$port/two"
feed "Fresh 3" "http://127.0.0.3:$port/three"
answers "*/login	200	login" "*/feed	200	feed" "127.0.0.*/*	302	none	$login" "*/*	302	none	$login"
ticker 2026-11-22T15:00:00Z '0.1:.*/one: (the network asks to log in|not news)' \
    '0.2:.*/two: (the network asks to log in|not news)' '0.3:.*/three: (the network asks to log in|not news)'
for i in 1 2 3; do
    same "$(known "Fresh $i" outcome)" "the network asks to log in" "the end of a fresh feed"
    same "$(known "Fresh $i" items.all)" 0 "items of a fresh feed"
done
motograph news 2>/dev/null | grep -q 'Guest' && fail "the log-in page is told"
exit 0
