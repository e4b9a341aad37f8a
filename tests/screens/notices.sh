#!/usr/bin/env bash
# A hall's own notices: a folder that is watched. What is saved appears.
. "$(dirname "$0")/display.bash"
open_display 800x480
mkdir "$room/notices"
printf 'Lift 1 is out of service\n\nThe lift in the east wing rests until Friday.\n' >"$room/notices/lift.txt"

stories() {
    "$MOTOGRAPH" ctl status | grep -q "\"stories\":$1,.*\"sandbox\":\"[wpn]"
}

start_ticker --no-store "$room/notices"
until_true stories 1
printf 'Choir sings in the hall on Sunday\n\nThe house choir sings old songs at five.\n' >"$room/notices/choir.txt.new"
mv "$room/notices/choir.txt.new" "$room/notices/choir.txt"
until_true stories 2
rm "$room/notices/lift.txt"
until_true stories 1
