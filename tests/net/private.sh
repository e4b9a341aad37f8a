#!/usr/bin/env bash
# No feed leads into the local network: redirects, names that resolve there, names that change their
# minds. In a network namespace of its own, where 192.0.2.10 plays a public server.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY no_proxy NO_PROXY all_proxy ALL_PROXY
if ! unshare -rnm true 2>/dev/null; then
    echo "this machine lets nobody make a network namespace"
    exit 75
fi
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
echo 'nameserver 127.0.0.1' >"$room/resolv.conf"
echo 'hosts: files dns' >"$room/nsswitch.conf"
# shellcheck disable=SC2016 # the words are the inner shell's
unshare -rnm bash -eu -c '
    mount --bind "$0/resolv.conf" "$(readlink -f /etc/resolv.conf)"
    mount --bind "$0/nsswitch.conf" "$(readlink -f /etc/nsswitch.conf)"
    exec python3 "$1/tests/net/private.py" "$2" "$0"
' "$room" "$top" "$MOTOGRAPH"
