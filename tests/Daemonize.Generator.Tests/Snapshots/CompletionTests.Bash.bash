# Completion of NewsApp for bash. With bash-completion, which finds it by the name of the command:
#   NewsApp completion bash > ~/.local/share/bash-completion/completions/NewsApp
# and without, in ~/.bashrc:
#   source <(NewsApp completion bash)

# Adds the words of options that only the daemon $1 has, if it is meant.
_daemonize_newsapp_of() {
    local word
    if [[ $named == ' ' || $named == *" $1 "* ]]; then
        for word in "${@:2}"; do
            [[ " $offered " == *" $word "* ]] || offered+=" $word"
        done
    fi
}

# Adds the options of the verb.
_daemonize_newsapp_options() {
    case $verb in
        start | restart | try-restart | run | once)
            _daemonize_newsapp_of fetch --country -c --loudness '--größe' --verbose --no-verbose -v --edition --folder --answers --interval --align-to-clock --no-align-to-clock --overlap --missed --max-failures
            _daemonize_newsapp_of listen --port --loudness
            offered+=' --on-failure --restart --instances --stop-timeout --pid-file --log-file --error-file --log-compress --no-log-compress --log-format --working-directory --user --keep-descriptors --help -h'
            ;;
        stop)
            offered+=' --stop-timeout --pid-file --log-file --error-file --user --signal --kill --timeout --help -h'
            ;;
        reload | tick)
            offered+=' --pid-file --log-file --error-file --timeout --help -h'
            ;;
        status)
            offered+=' --pid-file --log-file --error-file --format --watch --help -h'
            ;;
        list)
            offered+=' --format --watch --help -h'
            ;;
        logs)
            offered+=' --pid-file --log-file --error-file --follow -f --lines -n --since --format --help -h'
            ;;
        history)
            offered+=' --pid-file --log-file --error-file --lines -n --since --format --help -h'
            ;;
        unit)
            _daemonize_newsapp_of fetch --country -c --loudness '--größe' --verbose --no-verbose -v --edition --folder --answers --interval --align-to-clock --no-align-to-clock --overlap --missed --max-failures
            _daemonize_newsapp_of listen --port --loudness
            offered+=' --on-failure --restart --instances --stop-timeout --pid-file --log-file --error-file --log-compress --no-log-compress --log-format --working-directory --user --timer --help -h'
            ;;
        install)
            _daemonize_newsapp_of fetch --country -c --loudness '--größe' --verbose --no-verbose -v --edition --folder --answers --interval --align-to-clock --no-align-to-clock --overlap --missed --max-failures
            _daemonize_newsapp_of listen --port --loudness
            offered+=' --on-failure --restart --instances --stop-timeout --pid-file --log-file --error-file --log-compress --no-log-compress --log-format --working-directory --user --dry-run --no-start --timer --help -h'
            ;;
        uninstall)
            offered+=' --user --dry-run --help -h'
            ;;
        completion)
            offered+=' --help -h'
            ;;
    esac
}

# Adds the values of the option $1. Fails for one that takes none.
_daemonize_newsapp_values() {
    case $verb in
        start | restart | try-restart | run | once)
            case $1 in
                --country | -c | --interval | --max-failures | --port | --stop-timeout | --user | --keep-descriptors) ;;
                --loudness) offered='silent very-loud' paths=-f ;;
                '--größe') offered='klein groß' ;;
                --edition | --pid-file) paths=-f ;;
                --folder | --working-directory) paths=-d ;;
                --answers) offered='true false' ;;
                --overlap) offered='skip queue parallel replace' ;;
                --missed) offered='skip once all' ;;
                --on-failure) offered='continue stop retry' ;;
                --restart) offered='never on-failure always' ;;
                --instances) offered='auto' ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --log-format) offered='text json' ;;
                *) return 1 ;;
            esac
            ;;
        stop)
            case $1 in
                --stop-timeout | --user | --timeout) ;;
                --pid-file) paths=-f ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --signal) offered='INT QUIT HUP USR1 USR2' ;;
                *) return 1 ;;
            esac
            ;;
        reload | tick)
            case $1 in
                --pid-file) paths=-f ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --timeout) ;;
                *) return 1 ;;
            esac
            ;;
        status)
            case $1 in
                --pid-file) paths=-f ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --format) offered='text json' ;;
                *) return 1 ;;
            esac
            ;;
        list)
            case $1 in
                --format) offered='text json' ;;
                *) return 1 ;;
            esac
            ;;
        logs)
            case $1 in
                --pid-file) paths=-f ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --lines | -n | --since) ;;
                --format) offered='text json' ;;
                *) return 1 ;;
            esac
            ;;
        history)
            case $1 in
                --pid-file) paths=-f ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --lines | -n | --since) ;;
                --format) offered='text json csv' ;;
                *) return 1 ;;
            esac
            ;;
        unit)
            case $1 in
                --country | -c | --interval | --max-failures | --port | --stop-timeout) ;;
                --loudness) offered='silent very-loud' paths=-f ;;
                '--größe') offered='klein groß' ;;
                --edition | --pid-file) paths=-f ;;
                --folder | --working-directory) paths=-d ;;
                --answers) offered='true false' ;;
                --overlap) offered='skip queue parallel replace' ;;
                --missed) offered='skip once all' ;;
                --on-failure) offered='continue stop retry' ;;
                --restart) offered='never on-failure always' ;;
                --instances) offered='auto' ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --log-format) offered='text json' ;;
                *) return 1 ;;
            esac
            ;;
        install)
            case $1 in
                --country | -c | --interval | --max-failures | --port | --stop-timeout) ;;
                --loudness) offered='silent very-loud' paths=-f ;;
                '--größe') offered='klein groß' ;;
                --edition | --pid-file) paths=-f ;;
                --folder | --working-directory) paths=-d ;;
                --answers) offered='true false' ;;
                --overlap) offered='skip queue parallel replace' ;;
                --missed) offered='skip once all' ;;
                --on-failure) offered='continue stop retry' ;;
                --restart) offered='never on-failure always' ;;
                --instances) offered='auto' ;;
                --log-file | --error-file) offered='null syslog journal' paths=-f ;;
                --log-format) offered='text json' ;;
                *) return 1 ;;
            esac
            ;;
        *) return 1 ;;
    esac
}

# Adds the daemons that are not named yet, or what else the verb takes.
_daemonize_newsapp_names() {
    local name
    if [[ $named == ' ' ]]; then
        case $verb in
            unit) offered='systemd supervisord logrotate tmpfiles kubernetes launchd'; return ;;
            completion) offered='bash zsh fish'; return ;;
            help) offered='start stop restart try-restart reload tick status list run once logs history unit install uninstall completion settings'; return ;;
        esac
    fi
    case $verb in
        start | stop | restart | try-restart | reload | tick | status | logs | history | unit | install | uninstall)
            for name in fetch listen sweep.old_news-v2; do
                [[ $named == *" $name "* ]] || offered+=" $name"
            done
            ;;
        run | once) [[ $named != ' ' ]] || offered='fetch listen sweep.old_news-v2' ;;
    esac
}

_daemonize_newsapp() {
    local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} words=() last=-1 i
    local verb='' option='' named=' ' ended='' offered='' paths='' lead='' word current value kept

    # COMP_WORDBREAKS cuts --name=value in three: what has no blank in front of it belongs to what is before it.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        if [[ $i == 0 || $line == [[:space:]]* ]]; then
            last=$((last + 1))
            words[last]=''
        fi
        line=${line#"${line%%[![:space:]]*}"}
        word=${COMP_WORDS[i]}
        ((i < COMP_CWORD)) || word=$line
        words[last]+=$word
        line=${line#"$word"}
    done

    COMPREPLY=()
    ((last > 0)) || return 0
    for word in "${words[@]:1:last-1}"; do
        if [[ -z $verb ]]; then
            verb=$word
        elif [[ -n $option ]]; then
            option=''
        elif [[ -n $ended || $word != -?* ]]; then
            named+="$word "
        elif [[ $word == -- ]]; then
            ended=1
        elif _daemonize_newsapp_values "$word"; then
            option=$word
        fi
    done

    current=${words[last]}
    offered='' paths=''
    if [[ -z $verb && $current == -* ]]; then
        offered='--help -h --version'
    elif [[ -z $verb ]]; then
        offered='start stop restart try-restart reload tick status list run once logs history unit install uninstall completion help'
    elif [[ -n $option ]]; then
        _daemonize_newsapp_values "$option" || :
    elif [[ -z $ended && $current == -*=* ]]; then
        lead=${current%%=*}=
        _daemonize_newsapp_values "${lead%=}" || :
    elif [[ -z $ended && $current == -* ]]; then
        _daemonize_newsapp_options
    else
        _daemonize_newsapp_names
    fi

    # The line keeps what is before $2, and a quotation mark, so that no reply may repeat it.
    value=${current#"$lead"} value=${value#[\"\']}
    kept=${current%"$2"} kept=${kept%[\"\']}
    for word in $offered; do
        if [[ $word == "$value"* ]]; then
            word=$lead$word
            COMPREPLY+=("${word#"$kept"}")
        fi
    done
    lead=${lead#"$kept"}
    if [[ -n $paths ]]; then
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done < <(compgen -P "$lead" "$paths" -- "${2#"$lead"}")

        # It fails where nothing is being completed, as in a test.
        compopt -o filenames 2>/dev/null || :
    fi
    return 0
}

complete -F _daemonize_newsapp -- newsapp NewsApp
