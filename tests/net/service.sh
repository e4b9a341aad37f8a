#!/usr/bin/env bash
# The service's ticker from outside of its unit: ctl, feeds list and check reach it without being told where it is, and
# a name of a credential is no error of the configuration. In a namespace, where /run and /var/cache are its own.
if [ -z "${MOTOGRAPH_NAMESPACE-}" ]; then
    unshare -rnm true 2>/dev/null || {
        echo "namespaces are not allowed here"
        exit 75
    }
    export MOTOGRAPH_NAMESPACE=1
    exec unshare -rnm "$0"
fi
. "$(dirname "$0")/ticker.bash"
unset XDG_RUNTIME_DIR
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/cache
mkdir -p /run/motograph /var/cache/motograph "$room/home"
export HOME=$room/home XDG_CACHE_HOME=$room/home/cache XDG_CONFIG_HOME=$room/home/config
mkdir -p "$XDG_CONFIG_HOME/motograph"
conf=$XDG_CONFIG_HOME/motograph/motograph.conf
cat >"$conf" <<CONF
feed "Post" { url = "$top/assets/demo/signal.json" }
feed "Members" {
    url = "https://club.example/feed.xml"
    user = "ada"
    secret-file = "club"
    cert-file = "club-cert"
    key-file = "club-key"
}
CONF

status=0
"$MOTOGRAPH" ctl status 2>"$room/err" || status=$?
ended 69 "$status" "no ticker answers" "$room/err" || fail "without a ticker: $status, $(cat "$room/err")"
status=0
XDG_RUNTIME_DIR=/$(printf '%0200d' 0) "$MOTOGRAPH" ctl status 2>"$room/err" || status=$?
ended 69 "$status" "too long" "$room/err" || fail "a folder whose name is too long: $status, $(cat "$room/err")"

RUNTIME_DIRECTORY=/run/motograph CACHE_DIRECTORY=/var/cache/motograph "$MOTOGRAPH" show --painter soft --size 320x180 \
    2>"$room/ticker.log" &
started+=($!)
until_true test -S /run/motograph/motograph.sock
"$MOTOGRAPH" ctl status >"$room/status" || fail "ctl does not reach it"
grep -q '"painter"' "$room/status" || fail "its status: $(cat "$room/status")"
is_listed() { "$MOTOGRAPH" feeds list --json | grep '"name":"Members"' | grep -q '"outcome":"user or secret wrong"'; }
"$MOTOGRAPH" ctl reload >"$room/status"
until_true test -s /var/cache/motograph/store.sqlite
until_true is_listed
"$MOTOGRAPH" check >"$room/check" || fail "check: $(cat "$room/check")"
grep -q '^store: /var/cache/motograph/store.sqlite$' "$room/check" || fail "its store: $(grep store "$room/check")"
[ "$(grep -c 'a credential, which the service alone has' "$room/check")" = 3 ] || fail "credentials: $(cat "$room/check")"
# A file of the system that root alone can read would keep the service from all news at its next start.
mount -t tmpfs tmpfs /usr/local/etc
mkdir -p /usr/local/etc/motograph/conf.d
install -m 600 /dev/null /usr/local/etc/motograph/conf.d/mine.conf
status=0
"$MOTOGRAPH" check >"$room/check" 2>"$room/err" || status=$?
ended 78 "$status" "conf.d/mine.conf: root alone can read it" "$room/err" || fail "a file of root's own: $status"
[ ! -e "$XDG_CACHE_HOME" ] || fail "a store of one's own was made"

# Who may not reach it is told so: root of a namespace without capabilities is anybody.
chmod 000 /run/motograph/motograph.sock
anybody() { setpriv --bounding-set=-all --inh-caps=-all "$MOTOGRAPH" "$@"; }
status=0
anybody ctl status 2>"$room/err" || status=$?
ended 69 "$status" "answers root alone" "$room/err" || fail "for anybody: $status, $(cat "$room/err")"
anybody feeds list >/dev/null 2>"$room/err"
grep -q "root alone" "$room/err" || fail "feeds list for anybody: $(cat "$room/err")"
