# bash completion for cloakroom-cli: asks the program's own --help, so that it never names what is not there.

# Words of one section of a help text: "Subcommands" or "Options".
_cloakroom_cli_words() {
    awk -v section="$2:" '
        /^[A-Z].*:$/ { inside = ($0 == section); next }
        inside && section == "Options:" { n = split($1, names, ","); for (i = 1; i <= n; i++) print names[i] }
        inside && section == "Subcommands:" && /^  [a-z]/ { print $1 }
    ' <<<"$1"
}

_cloakroom_cli() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    case $previous in
    --library | --to | --evidence | --password-file | --new-password-file | --handover-password-file | --recovery-key-file | --key-file | --checkpoint | --from-backup)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    esac
    # The commands typed so far are those words that a help text lists.
    local -a path=()
    local help word
    help=$("$1" --help 2>/dev/null) || return
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if _cloakroom_cli_words "$help" Subcommands | grep -qxF -- "$word"; then
            path+=("$word")
            help=$("$1" "${path[@]}" --help 2>/dev/null) || return
        fi
    done
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_cloakroom_cli_words "$help" Options)" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$(_cloakroom_cli_words "$help" Subcommands)" -- "$current")
        if ((${#COMPREPLY[@]} == 0)); then
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
        fi
    fi
}

complete -o filenames -F _cloakroom_cli cloakroom-cli
