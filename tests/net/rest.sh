#!/usr/bin/env bash
# A host that asks for rest gets it for all its feeds, in both forms of Retry-After and over restarts.
. "$(dirname "$0")/ticker.bash"
open_server 2
feed First "$site/first"
feed Second "$site/second"
feed Elsewhere "http://127.0.0.2:$port/third"

answers "*/first	429	none	Retry-After: 7200" "*/*	200	feed"
ticker 2026-11-21T12:00:00Z '/first: asked to come later' '/third: ok' 'asked for rest'
same "$(requests /second)" 0 "requests of the host that rests"
same "$(known First outcome)" "asked to come later" outcome
[[ "$(known Second host_rests_until)" > 2026-11-21T13:59 ]] || fail "no rest is told of"
motograph feeds list --now 2026-11-21T12:10:00Z | grep -q 'its host asked for rest; not before in 1' || fail "no words of rest"
same "$(known Elsewhere host_rests_until)" none "rest of another host"

answers "*/*	200	feed"
ticker 2026-11-21T13:50:00Z '/third: ok'
same "$(requests '/first|/second')" 1 "requests after a restart"
ticker 2026-11-21T14:01:00Z '/second: ok' # First waits for its own time, up to a tenth longer
ticker 2026-11-21T15:00:00Z '/first: ok'

# As a date, by the server's own clock.
answers "*/first	503	none	Date: Sat, 21 Nov 2026 10:00:00 GMT	Retry-After: Sat, 21 Nov 2026 13:00:00 GMT" "*/*	200	feed"
ticker 2026-11-21T18:00:00Z '/first: asked to come later'
[[ "$(known First host_rests_until 2026-11-21T18:01:00Z)" == 2026-11-21T2[01]:* ]] || fail "a date was not understood"

# Without a word of when: ten minutes. Next to none: no rest of the host.
answers "*/first	503	none" "*/*	200	feed"
ticker 2026-11-22T18:00:00Z '/first: asked to come later'
[[ "$(known First host_rests_until 2026-11-22T18:01:00Z)" == 2026-11-22T18:[12]* ]] || fail "no rest by default"
answers "*/first	429	none	Retry-After: 0" "*/*	200	feed"
ticker 2026-11-23T18:00:00Z '/first: asked to come later' '/second: (ok|unchanged)'
