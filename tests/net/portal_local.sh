#!/usr/bin/env bash
# A log-in page mostly stands on a local address: a known feed that is sent there meets a portal, and
# nothing local is asked. In a namespace, where 192.0.2.1 plays the public net.
if [ -z "${in_namespace-}" ]; then
    unshare -rn true 2>/dev/null || {
        echo "(no namespace can be made)"
        exit 75
    }
    in_namespace=1 exec unshare -rn bash "$0"
fi
. "$(dirname "$0")/ticker.bash"
ip link set lo up
ip address add 192.0.2.1/32 dev lo
ip address add 10.0.0.1/32 dev lo
open_server 192.0.2.1,10.0.0.1
printf 'feed "Post" { url = "http://192.0.2.1:%s/feed" }\n' "$port" >>"$room/ticker.conf"

answers "*/feed	200	feed"
ticker 2026-11-21T12:00:00Z '/feed: ok'
answers "*/feed	302	none	Location: http://10.0.0.1:PORT/login" "*/login	200	login"
ticker 2026-11-21T13:00:00Z '/feed: the network asks to log in: 10.0.0.1 answers in its place'
same "$(requests 10.0.0.1)" 0 "requests of the local address"
same "$(known Post items.all)" 1 "items of before"
