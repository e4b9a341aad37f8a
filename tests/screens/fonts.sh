#!/usr/bin/env bash
# Staged fonts stand for the system's: without any other the picture is the same. Where there are
# none, check names each script and package, and nothing else breaks.
. "$(dirname "$0")/display.bash"
unshare -rm true 2>/dev/null || skip "no mount namespace here"
staged=$room/assets
cp -r "$top/assets" "$staged"
mkdir "$staged/fonts"
cp "$top/fonts/chain.conf" "$staged/fonts"
cmake -D CHAIN="$top/fonts/chain.conf" -D FOLDER="$staged/fonts" -P "$top/fonts/stage.cmake" >"$room/stage.log"

# Runs a command where the system has no fonts.
bare() {
    # shellcheck disable=SC2016 # expanded in there
    unshare -rm sh -c 'for folder in /usr/share/fonts /usr/local/share/fonts; do
        [ ! -d "$folder" ] || mount -t tmpfs none "$folder"; done; exec "$@"' bare "$@"
}

bare find /usr/share/fonts -type f >"$room/left"
[ ! -s "$room/left" ] || fail "the namespace still has fonts"

demo=$top/assets/demo/signal.json
shot() { "$@" --now 2026-11-21T14:05:00Z -o "$room/picture.png" "$demo"; }
shot "$MOTOGRAPH" shot
mv "$room/picture.png" "$room/system.png"
shot bare "$MOTOGRAPH" shot --assets "$staged"
cmp "$room/picture.png" "$room/system.png" || fail "staged fonts draw another picture"

bare "$MOTOGRAPH" check >"$room/check" || fail "check fails without fonts"
for row in 'Latn.*fonts-noto-core' 'Arab.*fonts-noto-core' 'Hani.*fonts-noto-cjk' 'Zsye.*fonts-noto-color-emoji'; do
    grep -q "no face for $row" "$room/check" || fail "check does not name $row"
done
bare "$MOTOGRAPH" shot -o "$room/none.png" "$demo" 2>"$room/said" && fail "a picture without a font"
grep -q 'install the package fonts-noto-core' "$room/said" || fail "$(cat "$room/said")"

# One that was cut short: named, and the next one draws.
head -c 100000 "$staged/fonts/NotoSans-Regular.ttf" >"$room/half"
mv "$room/half" "$staged/fonts/NotoSans-Regular.ttf"
bare "$MOTOGRAPH" --assets "$staged" check | grep -q 'NotoSans-Regular.ttf is broken.*fonts-noto-core' ||
    fail "check does not name the broken font"
shot bare "$MOTOGRAPH" shot --assets "$staged"
