# Sourced by the scripts of this folder: items of feeds for them.

# Item N of a feed, in words that no other number has, so that no two are taken for one story.
item() { # N
    local w=() i k n letters=abcdefghijklmnopqrstuvwxyz
    for ((k = 0; k < 8; k++)); do
        n=$((($1 * 8 + k + 1) * 104729))
        w[k]=
        for ((i = 0; i < 6; i++)); do
            w[k]+=${letters:n % 26:1}
            n=$((n / 26 + n % 26 * 7919))
        done
    done
    printf '<item><title>%s %s %s %s</title><guid>%d</guid>' "${w[@]:0:4}" "$1"
    printf '<description>%s %s %s %s %s %s %s %s.</description></item>' "${w[@]}"
}
