#!/usr/bin/env bash
# The configuration and the theme's file change under the running ticker: what they say shows at
# once, nothing that moves jumps, and what is wrong changes nothing.
. "$(dirname "$0")/display.bash"
open_display 1280x720
mkdir -p "$room/config/motograph" "$room/assets"
cp -r "$top"/assets/* "$room/assets"
conf=$room/config/motograph/motograph.conf

# Saves the configuration as editors do, by way of another file.
save() {
    printf '%s\n' "$1" >"$conf.new"
    mv "$conf.new" "$conf"
}

pixel_is() { # X Y COLOUR
    picture "$room/now.png" && [ "$(convert "$room/now.png" -format "%[hex:p{$1,$2}]" info:)" = "$3" ]
}

colour_of() { # KEY THEME
    sed -nE "s/^ *$1 *= *\"?#([0-9a-fA-F]{6}).*/\1/p" "$room/assets/themes/$2.conf" | tr a-f A-F
}

said() {
    grep -q "$1" "$room/ticker.log"
}

save 'screen { title = "Hall" }'
start_ticker --no-store --assets "$room/assets" --painter soft --layout board --drift 0 "$top/assets/demo/signal.json"
until_true pixel_is 2 2 "$(colour_of back night)"
save 'screen { title = "Hall"
theme = paper }'
until_true pixel_is 2 2 "$(colour_of back paper)"
until_true pixel_is 2 718 "$(colour_of crawl-back paper)" # the strip that was there, too

sed -i -E 's/^( *back *= *)"?#[0-9a-fA-F]{6}"?/\1"#FFEEDD"/' "$room/assets/themes/paper.conf"
until_true pixel_is 2 2 FFEEDD

save 'screen { title = "Hall"
theme = none-such }'
until_true said 'theme: .*none-such'
save 'scren { title = "Hall" }'
until_true said 'the configuration is wrong; the old one stays'
pixel_is 2 2 FFEEDD || fail "a wrong configuration changed the screen"
said reloaded && fail "the news were read anew for the screen's sake: $(cat "$room/ticker.log")"

save 'screen { theme = night
display = 7 }'
until_true said 'display: changed; that needs a restart'
until_true pixel_is 2 2 "$(colour_of back night)"
sed -i 's/night/day/' "$conf"
"$MOTOGRAPH" ctl reload
until_true said reloaded
until_true pixel_is 2 2 "$(colour_of back day)"
save 'screen { theme = night }'
kill -HUP "$ticker"
until_true pixel_is 2 2 "$(colour_of back night)"
kill -TERM "$ticker"
wait "$ticker" || fail "SIGTERM: ended with $?"
missed=$(sed -nE 's/.*"missed":([0-9]+).*/\1/p' "$room/ticker.log")
echo "nine changes, $missed frames late"
