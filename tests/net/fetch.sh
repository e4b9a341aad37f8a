#!/usr/bin/env bash
# Fetching against real servers on loopback: what goes out, what is made of what comes back, and who
# may see passwords and certificates.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY no_proxy NO_PROXY all_proxy ALL_PROXY
exec python3 "$top/tests/net/fetch.py" "$MOTOGRAPH"
