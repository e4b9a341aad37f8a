#!/usr/bin/env bash
# sync = clock: two programs that were started at different times show the same picture at the same
# time, crawl, board and list; without it they do not.
. "$(dirname "$0")/display.bash"
command -v compare >/dev/null || skip "ImageMagick is missing"
refresh=30 later=7
dump() { # FOLDER FRAMES SECOND LAYOUT SYNC
    mkdir "$room/$1"
    "$MOTOGRAPH" show --painter dump --dump "$room/$1" --frames "$2" --refresh $refresh --speed 120 --no-store \
        --drift 0 --layout "$4" --size 640x360 --sync "$5" --now "2026-11-21T14:05:$3Z" \
        "$top/assets/demo/signal.json" 2>"$room/stats" || fail "$4: $(cat "$room/stats")"
}

differing() { # of 30 frames that show the same moment
    local i n=0
    for ((i = 0; i < 30; i++)); do
        cmp -s "$(printf '%s/a/frame-%06d.png' "$room" $((later * refresh + i)))" "$(printf '%s/b/frame-%06d.png' "$room" $i)" || n=$((n + 1))
    done
    echo "$n"
}

for layout in crawl board list; do
    dump a $(((later + 1) * refresh)) 05 $layout clock
    dump b $refresh 12 $layout clock
    n=$(differing)
    [ "$n" = 0 ] || fail "$layout: $n of 30 frames differ"
    rm -r "$room/a" "$room/b"
done
dump a $(((later + 1) * refresh)) 05 crawl none
dump b $refresh 12 crawl none
[ "$(differing)" = 30 ] || fail "without sync they are alike: the test sees nothing"
echo "30 frames of two programs started $later s apart are the same in each layout"
