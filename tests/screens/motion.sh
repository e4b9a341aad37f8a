#!/usr/bin/env bash
# Even motion, read from the pictures: in dumped frames the crawl moves by the same number of whole
# pixels from each frame to the next.
. "$(dirname "$0")/display.bash"
command -v convert >/dev/null || skip "ImageMagick is missing"

for refresh in 30 50 59.94 60 75 120 144; do
    mkdir "$room/frames"
    "$MOTOGRAPH" show --painter dump --dump "$room/frames" --frames 40 --refresh $refresh --speed 120 \
        --no-store --layout crawl --size 800x480 --now 2026-11-21T14:05:00Z "$top/assets/demo/signal.json" \
        2>"$room/stats"
    every=$(sed -nE 's/.*"every":([0-9]+).*/\1/p' "$room/stats")
    step=$(sed -nE 's/.*"step":([0-9]+).*/\1/p' "$room/stats")
    for frame in "$room"/frames/*.png; do # the rows of the bar, as one row of grey values
        convert "$frame" -gravity south -crop 800x40+0+0 +repage -colorspace gray -scale '800x1!' -depth 8 gray:-
    done >"$room/rows"
    python3 "$top/tests/screens/displacement.py" "$room/rows" 800 "$step" "$every" || fail "$refresh Hz: $(cat "$room/stats")"
    rm -r "$room/frames"
done
