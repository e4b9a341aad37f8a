#!/usr/bin/env bash
# A page that names a feed leads to it, once; when the feed is gone the page is looked at again.
. "$(dirname "$0")/ticker.bash"
open_server 2
feed Post "$site/"

answers "*/	200	page" "*/found	200	feed	ETag: \"f\""
ticker 2026-11-21T12:00:00Z 'is asked at .*/found from now on' '/: ok'
same "$(requests '127.0.0.1/	')" 1 "looks at the page"
same "$(known Post asked_at)" "$site/found" "the address that was found"
same "$(known Post asked_because)" found "why it is asked there"
same "$(known Post items.all)" 1 "items"
motograph feeds list | grep -q 'asked at .*/found (found in the page there)' || fail "no words of it"

answers "*/	200	page" "*/found	304	none"
ticker 2026-11-21T13:00:00Z '/: unchanged'
same "$(requests '127.0.0.1/	')" 1 "looks at the page, an hour later"
same "$(last_request /found 2)" '"f"' "If-None-Match of the feed that was found"

# The feed is gone: the page is asked at its time, and names another one.
answers "*/	200	page" "*/found	404	none"
ticker 2026-11-21T14:00:00Z '/: not found' 'is asked at its own address again'
same "$(known Post asked_at)" none "the address that was given up"
answers "*/	200	page" "*/found	200	other"
ticker 2026-11-21T15:00:00Z '/: ok'
same "$(requests '127.0.0.1/	')" 2 "looks at the page, when the feed was gone"
same "$(last_request /found 2)" '' "validators of what was given up"

# Once, for the commands that print: and a failure names both.
"$MOTOGRAPH" news "$site/" | grep -q 'Bees are counted' || fail "news does not follow the page"
answers "*/	200	page" "*/found	200	page"
"$MOTOGRAPH" news "$site/" 2>"$room/errors" && fail "a page that leads to a page is no news"
grep -q "$site/: not news: the page names $site/found: a page came where a feed was" "$room/errors" ||
    fail "the reason does not name both: $(cat "$room/errors")"
before=$(requests .)
"$MOTOGRAPH" news "$site/" 2>/dev/null && fail "more than one hop"
same "$(requests .)" $((before + 2)) "hops"

# That the feed is gone for good does not mean the page.
feed Page "http://127.0.0.2:$port/home"
answers "*/home	200	page" "*/found	410	none" "*/	200	page"
ticker 2026-11-21T17:00:00Z '/home: not found: the page names .*/found: HTTP status 410'
same "$(known Page due | cut -c 1-13)" 2026-11-21T17 "when the page is asked again"

# User and secret go to the configured address alone.
printf 'secret\n' >"$room/secret"
chmod 600 "$room/secret"
feed Members "http://127.0.0.2:$port/members" " user = me
 secret-file = \"$room/secret\""
answers "*/members	301	none	Location: http://127.0.0.1:PORT/feed" "*/feed	200	feed" "*/	200	page" "*/found	200	other"
for day in 22 23 24 25; do
    ticker "2026-11-${day}T18:00:00Z" '/members: ok'
done
same "$(known Members asked_at)" "$site/feed" "an address elsewhere"
grep '/feed	' "$room/requests" | cut -f 4 | grep -q . && fail "the secret went elsewhere"
exit 0
