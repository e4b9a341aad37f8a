# Completion of motograph(1) for bash; made by `motograph help bash`.
_motograph()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    # The shell takes --layout=crawl for three words.
    if [[ $word == '=' ]]; then
        word=
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    case $before in
    --layout)
        mapfile -t COMPREPLY < <(compgen -W 'crawl board list' -- "$word")
        return
        ;;
    --painter)
        mapfile -t COMPREPLY < <(compgen -W 'auto gpu soft kms dump' -- "$word")
        return
        ;;
    --display)
        :
        return
        ;;
    --size)
        :
        return
        ;;
    --edge)
        mapfile -t COMPREPLY < <(compgen -W 'top bottom' -- "$word")
        return
        ;;
    --rotate)
        mapfile -t COMPREPLY < <(compgen -W '0 90 180 270' -- "$word")
        return
        ;;
    --refresh)
        :
        return
        ;;
    --theme)
        :
        return
        ;;
    --distance)
        :
        return
        ;;
    --title)
        :
        return
        ;;
    --language)
        :
        return
        ;;
    --keys)
        mapfile -t COMPREPLY < <(compgen -W 'full safe none' -- "$word")
        return
        ;;
    --drift)
        :
        return
        ;;
    --wpm)
        :
        return
        ;;
    --speed)
        :
        return
        ;;
    --sync)
        mapfile -t COMPREPLY < <(compgen -W 'none clock' -- "$word")
        return
        ;;
    --max-age)
        :
        return
        ;;
    --store)
        compopt -o default
        return
        ;;
    --config)
        compopt -o default
        return
        ;;
    --assets)
        compopt -o default
        return
        ;;
    --output | -o)
        compopt -o default
        return
        ;;
    --at)
        :
        return
        ;;
    --frames)
        :
        return
        ;;
    --dump)
        compopt -o default
        return
        ;;
    --now)
        :
        return
        ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--layout --painter --display --window --bar --size --edge --rotate --refresh --theme --distance --title --language --keys --drift --wpm --speed --sync --max-age --store --config --assets --no-store --json --batch --output --at --frames --dump --unpaced --now --verbose --help --version ' -- "$word")
        return
    fi
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W 'show news shot inspect check feeds ctl help ' -- "$word")
    elif ((COMP_CWORD == 2)); then
        local words=
        case $before in
        feeds) words='list import export ' ;;
        ctl) words='status pause resume next previous reload blank say unsay held release reject ' ;;
        help) words='config man man5 bash ' ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
        [[ -n $words ]] && return
    fi
    compopt -o default
}
complete -F _motograph motograph
