#compdef newsapp NewsApp
# Completion of NewsApp for zsh. In a directory of $fpath, before compinit is called:
#   NewsApp completion zsh > "${fpath[1]}/_NewsApp"
# or in ~/.zshrc, after it:
#   source <(NewsApp completion zsh)

# Adds options, each with what it is for.
_daemonize_newsapp_add() {
    local option
    for option; do
        (( $+seen[${option%%:*}] )) || offered+=("$option")
        seen[${option%%:*}]=1
    done
}

# Adds those that only the daemon $1 has, if it is meant.
_daemonize_newsapp_of() {
    if (( ! $#named || $named[(Ie)$1] )); then
        _daemonize_newsapp_add "${@:2}"
    fi
}

# Adds the options of the verb.
_daemonize_newsapp_options() {
    case $verb in
        (start|restart|try-restart|run|once)
            _daemonize_newsapp_of fetch \
                '--country:$(touch ran) `touch ran` ${ran:=ran} '\''one'\'' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                '-c:$(touch ran) `touch ran` ${ran:=ran} '\''one'\'' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                '--loudness:How loud' \
                '--größe:How large' \
                '--verbose:Whether to tell more' \
                '--no-verbose:Whether to tell more' \
                '-v:Whether to tell more' \
                '--edition:What to read' \
                '--folder:Where to' \
                '--answers:What to say' \
                '--interval:Time between two ticks' \
                '--align-to-clock:Tick at multiples of the interval since the epoch' \
                '--no-align-to-clock:Tick at multiples of the interval since the epoch' \
                '--overlap:When the previous tick still runs' \
                '--missed:What to do about missed slots' \
                '--max-failures:Stop after this many failures in a row; 0: never'
            _daemonize_newsapp_of listen \
                '--port:Which one: from 1024' \
                '--loudness:Not a name but a file'
            _daemonize_newsapp_add \
                '--on-failure:What to do when the method fails' \
                '--restart:When to restart a daemon that has ended' \
                '--instances:Number of instances; auto: one per CPU' \
                '--stop-timeout:Maximum duration of a stop before SIGKILL' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--log-compress:Compress rotated logs' \
                '--no-log-compress:Compress rotated logs' \
                '--log-format:Format of log records' \
                '--working-directory:Working directory of the daemon' \
                '--user:User that the daemon runs as; requires root' \
                '--keep-descriptors:Descriptors of the caller to keep open' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (stop)
            _daemonize_newsapp_add \
                '--stop-timeout:Maximum duration of a stop before SIGKILL' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--user:User that the daemon runs as; requires root' \
                '--signal:Signal to send instead of SIGTERM' \
                '--kill:Kill immediately with SIGKILL' \
                '--timeout:Maximum wait before SIGKILL' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (reload|tick)
            _daemonize_newsapp_add \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--timeout:Maximum wait for the result' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (status)
            _daemonize_newsapp_add \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--format:Output format: text or json' \
                '--watch:Refresh every second until Ctrl-C' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (list)
            _daemonize_newsapp_add \
                '--format:Output format: text or json' \
                '--watch:Refresh every second until Ctrl-C' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (logs)
            _daemonize_newsapp_add \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--follow:Follow the log until Ctrl-C' \
                '-f:Follow the log until Ctrl-C' \
                '--lines:Number of last lines to show [default: 10; with --since: all]' \
                '-n:Number of last lines to show [default: 10; with --since: all]' \
                '--since:Show what is newer than this: a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z' \
                '--format:Output format: text or json' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (history)
            _daemonize_newsapp_add \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--lines:Number of last ticks and events to show [default: 10; with --since, json or csv: all]' \
                '-n:Number of last ticks and events to show [default: 10; with --since, json or csv: all]' \
                '--since:Show what is newer than this: a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z' \
                '--format:Output format: text, json or csv' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (unit)
            _daemonize_newsapp_of fetch \
                '--country:$(touch ran) `touch ran` ${ran:=ran} '\''one'\'' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                '-c:$(touch ran) `touch ran` ${ran:=ran} '\''one'\'' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                '--loudness:How loud' \
                '--größe:How large' \
                '--verbose:Whether to tell more' \
                '--no-verbose:Whether to tell more' \
                '-v:Whether to tell more' \
                '--edition:What to read' \
                '--folder:Where to' \
                '--answers:What to say' \
                '--interval:Time between two ticks' \
                '--align-to-clock:Tick at multiples of the interval since the epoch' \
                '--no-align-to-clock:Tick at multiples of the interval since the epoch' \
                '--overlap:When the previous tick still runs' \
                '--missed:What to do about missed slots' \
                '--max-failures:Stop after this many failures in a row; 0: never'
            _daemonize_newsapp_of listen \
                '--port:Which one: from 1024' \
                '--loudness:Not a name but a file'
            _daemonize_newsapp_add \
                '--on-failure:What to do when the method fails' \
                '--restart:When to restart a daemon that has ended' \
                '--instances:Number of instances; auto: one per CPU' \
                '--stop-timeout:Maximum duration of a stop before SIGKILL' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--log-compress:Compress rotated logs' \
                '--no-log-compress:Compress rotated logs' \
                '--log-format:Format of log records' \
                '--working-directory:Working directory of the daemon' \
                '--user:Use the user'\''s service manager, not the system'\''s' \
                '--timer:Use a timer for the cron expression, instead of a daemon that waits' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (install)
            _daemonize_newsapp_of fetch \
                '--country:$(touch ran) `touch ran` ${ran:=ran} '\''one'\'' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                '-c:$(touch ran) `touch ran` ${ran:=ran} '\''one'\'' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                '--loudness:How loud' \
                '--größe:How large' \
                '--verbose:Whether to tell more' \
                '--no-verbose:Whether to tell more' \
                '-v:Whether to tell more' \
                '--edition:What to read' \
                '--folder:Where to' \
                '--answers:What to say' \
                '--interval:Time between two ticks' \
                '--align-to-clock:Tick at multiples of the interval since the epoch' \
                '--no-align-to-clock:Tick at multiples of the interval since the epoch' \
                '--overlap:When the previous tick still runs' \
                '--missed:What to do about missed slots' \
                '--max-failures:Stop after this many failures in a row; 0: never'
            _daemonize_newsapp_of listen \
                '--port:Which one: from 1024' \
                '--loudness:Not a name but a file'
            _daemonize_newsapp_add \
                '--on-failure:What to do when the method fails' \
                '--restart:When to restart a daemon that has ended' \
                '--instances:Number of instances; auto: one per CPU' \
                '--stop-timeout:Maximum duration of a stop before SIGKILL' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Separate file for standard error' \
                '--log-compress:Compress rotated logs' \
                '--no-log-compress:Compress rotated logs' \
                '--log-format:Format of log records' \
                '--working-directory:Working directory of the daemon' \
                '--user:Use the user'\''s service manager, not the system'\''s' \
                '--dry-run:Print what would be done' \
                '--no-start:Do not start now' \
                '--timer:Use a timer for the cron expression, instead of a daemon that waits' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (uninstall)
            _daemonize_newsapp_add \
                '--user:Use the user'\''s service manager, not the system'\''s' \
                '--dry-run:Print what would be done' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (completion)
            _daemonize_newsapp_add \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
    esac
}

# Adds the values of the option $1. Fails for one that takes none.
_daemonize_newsapp_values() {
    case $verb in
        (start|restart|try-restart|run|once)
            case $1 in
                (--country|-c|--interval|--max-failures|--port|--stop-timeout|--user|--keep-descriptors) ;;
                (--loudness) offered=(silent very-loud) paths=files ;;
                ('--größe') offered=(klein 'groß') ;;
                (--edition|--pid-file) paths=files ;;
                (--folder|--working-directory) paths=directories ;;
                (--answers) offered=(true false) ;;
                (--overlap) offered=(skip queue parallel replace) ;;
                (--missed) offered=(skip once all) ;;
                (--on-failure) offered=(continue stop retry) ;;
                (--restart) offered=(never on-failure always) ;;
                (--instances) offered=(auto) ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--log-format) offered=(text json) ;;
                (*) return 1 ;;
            esac
            ;;
        (stop)
            case $1 in
                (--stop-timeout|--user|--timeout) ;;
                (--pid-file) paths=files ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--signal) offered=(INT QUIT HUP USR1 USR2) ;;
                (*) return 1 ;;
            esac
            ;;
        (reload|tick)
            case $1 in
                (--pid-file) paths=files ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--timeout) ;;
                (*) return 1 ;;
            esac
            ;;
        (status)
            case $1 in
                (--pid-file) paths=files ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--format) offered=(text json) ;;
                (*) return 1 ;;
            esac
            ;;
        (list)
            case $1 in
                (--format) offered=(text json) ;;
                (*) return 1 ;;
            esac
            ;;
        (logs)
            case $1 in
                (--pid-file) paths=files ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--lines|-n|--since) ;;
                (--format) offered=(text json) ;;
                (*) return 1 ;;
            esac
            ;;
        (history)
            case $1 in
                (--pid-file) paths=files ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--lines|-n|--since) ;;
                (--format) offered=(text json csv) ;;
                (*) return 1 ;;
            esac
            ;;
        (unit)
            case $1 in
                (--country|-c|--interval|--max-failures|--port|--stop-timeout) ;;
                (--loudness) offered=(silent very-loud) paths=files ;;
                ('--größe') offered=(klein 'groß') ;;
                (--edition|--pid-file) paths=files ;;
                (--folder|--working-directory) paths=directories ;;
                (--answers) offered=(true false) ;;
                (--overlap) offered=(skip queue parallel replace) ;;
                (--missed) offered=(skip once all) ;;
                (--on-failure) offered=(continue stop retry) ;;
                (--restart) offered=(never on-failure always) ;;
                (--instances) offered=(auto) ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--log-format) offered=(text json) ;;
                (*) return 1 ;;
            esac
            ;;
        (install)
            case $1 in
                (--country|-c|--interval|--max-failures|--port|--stop-timeout) ;;
                (--loudness) offered=(silent very-loud) paths=files ;;
                ('--größe') offered=(klein 'groß') ;;
                (--edition|--pid-file) paths=files ;;
                (--folder|--working-directory) paths=directories ;;
                (--answers) offered=(true false) ;;
                (--overlap) offered=(skip queue parallel replace) ;;
                (--missed) offered=(skip once all) ;;
                (--on-failure) offered=(continue stop retry) ;;
                (--restart) offered=(never on-failure always) ;;
                (--instances) offered=(auto) ;;
                (--log-file|--error-file) offered=(null syslog journal) paths=files ;;
                (--log-format) offered=(text json) ;;
                (*) return 1 ;;
            esac
            ;;
        (*) return 1 ;;
    esac
}

# Adds the daemons that are not named yet, or what else the verb takes.
_daemonize_newsapp_names() {
    local -a daemons
    local daemon
    daemons=(
        'fetch:$(touch ran) `touch ran` ${ran:=ran} '\''one'\'' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran (every 10s)'
        'listen:Listens on a port (runs once, long-running)'
        'sweep.old_news-v2:runs once, long-running'
    )
    if (( ! $#named )); then
        case $verb in
            (unit) offered=(systemd supervisord logrotate tmpfiles kubernetes launchd); return ;;
            (completion) offered=(bash zsh fish); return ;;
            (help) offered=(start stop restart try-restart reload tick status list run once logs history unit install uninstall completion settings); return ;;
        esac
    fi
    case $verb in
        (start|stop|restart|try-restart|reload|tick|status|logs|history|unit|install|uninstall)
            for daemon in "${daemons[@]}"; do
                (( $named[(Ie)${daemon%%:*}] )) || offered+=("$daemon")
            done
            ;;
        (run|once) (( $#named )) || offered=("${daemons[@]}") ;;
    esac
}

_daemonize_newsapp() {
    local verb option ended paths lead word
    local -a named offered arguments
    local -A seen
    local -i found=1
    arguments=("${(@Q)words[2,CURRENT-1]}")
    for word in "${arguments[@]}"; do
        if [[ -z $verb ]]; then
            verb=$word
        elif [[ -n $option ]]; then
            option=
        elif [[ -n $ended || $word != -?* ]]; then
            named+=("$word")
        elif [[ $word == -- ]]; then
            ended=1
        elif _daemonize_newsapp_values "$word"; then
            option=$word
        fi
    done

    offered=() paths=
    if [[ -z $verb && $PREFIX == -* ]]; then
        _daemonize_newsapp_add '--help:Print the help' '-h:Print the help' '--version:Print the version'
        _describe -o option offered
    elif [[ -z $verb ]]; then
        offered=(
            'start:Start, and return when ready'
            'stop:Stop, and return when stopped'
            'restart:Stop, then start with the same options, and those given now'
            'try-restart:Restart those that run, and leave the rest'
            'reload:Reopen the logs and call OnReload'
            'tick:Tick now, and say whether the tick began'
            'status:Show whether it runs, since when, and its ticks'
            'list:List the running daemons of all programs of this user'
            'run:Run in the foreground, until Ctrl-C'
            'once:Run one tick in the foreground'
            'logs:Print the end of the log'
            'history:Show the last ticks, and how long ticks took'
            'unit:Print a service file: unit systemd, supervisord, logrotate, tmpfiles, kubernetes or launchd'
            'install:Register with the service manager and start'
            'uninstall:Stop, and remove from the service manager'
            'completion:Print a completion script: completion bash, zsh or fish'
            'help:Print this text; help <verb> and help settings have more'
        )
        _describe verb offered
    elif [[ -n $option ]] || [[ -z $ended && $PREFIX == -*=* ]]; then
        if [[ -z $option ]]; then
            option=${PREFIX%%=*}
            compset -P 1 '*='
        fi
        _daemonize_newsapp_values "$option"
        (( ! $#offered )) || _describe value offered && found=0
        case $paths in
            (files) _files && found=0 ;;
            (directories) _files -/ && found=0 ;;
        esac
        return found
    elif [[ -z $ended && $PREFIX == -* ]]; then
        _daemonize_newsapp_options
        _describe -o option offered
    else
        _daemonize_newsapp_names
        (( $#offered )) && _describe name offered
    fi
}

# A file of $fpath is run when there is something to complete, and a file that is sourced long before.
if (( $+compstate )); then
    _daemonize_newsapp "$@"
else
    compdef _daemonize_newsapp newsapp NewsApp
fi
