#!/usr/bin/env bash
# What happens to the other program, to files and to standard input stays away from the screen, and
# the end is never waited for.
. "$(dirname "$0")/../screens/display.bash"
export SDL_VIDEODRIVER=dummy

notice() { # FILE HEADLINE
    printf '%s\n\n%s.\n' "$2" "$2 as planned" >"$1"
}

stories() {
    timeout 2 "$MOTOGRAPH" ctl status | grep -q "\"stories\":$1,"
}

ingest() {
    pgrep -P "$ticker" motograph-inges
}

# Ends the ticker, which must be gone within 3 seconds, and well.
quit() {
    local i
    kill "$ticker"
    for ((i = 0; i < 30; i++)); do
        kill -0 "$ticker" 2>/dev/null || break
        sleep 0.1
    done
    if kill -0 "$ticker" 2>/dev/null; then
        kill -9 "$ticker"
        fail "it did not end: $*"
    fi
    wait "$ticker" || fail "it ended with $?: $*"
}

start() {
    start_ticker --no-store --painter soft --size 640x360 "$@"
}

folder=$room/notices
mkdir "$folder"
notice "$folder/lift.txt" "Lift in the east wing rests"

start "$folder"
until_true stories 1
kill -9 "$(ingest)"
notice "$folder/choir.txt" "Choir sings songs at five"
until_true stories 2
grep -q "motograph-ingest failed" "$room/ticker.log" && fail "a job was lost with a program that had none"

kill -STOP "$(ingest)"
notice "$folder/tea.txt" "Tea is served under the roof"
sleep 0.5
quit "while ingest stands still"

start "$folder"
until_true stories 3
kill -STOP "$(ingest)"
quit "with nothing to do and ingest standing still"

start "$folder"
until_true stories 3
rm -r "$folder"
sleep 0.5
mkdir "$folder"
notice "$folder/lift.txt" "Lift in the east wing runs again"
until_true stories 1
mv "$folder" "$room/elsewhere"
mkdir "$folder"
notice "$folder/choir.txt" "Choir sings songs at six"
notice "$folder/tea.txt" "Parking deck closes for repairs"
until_true stories 2
quit "after its folder came back"

mkfifo "$room/pipe"
exec 3<>"$room/pipe"
"$MOTOGRAPH" show --no-store --painter soft - "$folder" <"$room/pipe" 2>"$room/ticker.log" &
ticker=$!
started+=("$ticker")
until_true stories 2
notice "$folder/lift.txt" "Lift in the west wing rests"
until_true stories 3
quit "while standard input is open"
exec 3>&-

(
    printf 'Bridge over the brook '
    sleep 0.5
    printf 'opens on Monday\n\nThe bridge opens, the town said.\n'
) | "$MOTOGRAPH" show --no-store --painter soft - "$folder" 2>"$room/ticker.log" &
ticker=$!
started+=("$ticker")
until_true stories 4
kill -HUP "$ticker"
until_true grep -q reloaded "$room/ticker.log"
until_true stories 4
mkdir -p "$room/config/motograph"
echo 'screen { layout = none }' >"$room/config/motograph/motograph.conf"
kill -HUP "$ticker"
until_true grep -q 'the old one stays' "$room/ticker.log"
until_true stories 4
quit "after a slow writer and a wrong configuration"
