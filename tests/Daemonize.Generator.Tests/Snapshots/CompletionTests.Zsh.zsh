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
                '--jitter:Random wait before each tick, at most' \
                '--jitter-seed:What makes the random waits repeat' \
                '--align-to-clock:Tick at multiples of the interval since the epoch' \
                '--no-align-to-clock:Tick at multiples of the interval since the epoch' \
                '--overlap:When a tick still runs' \
                '--max-parallel:How many ticks run at a time with --overlap parallel' \
                '--missed:When slots were missed' \
                '--max-missed:How many are made up for with --missed all' \
                '--timeout:How long a tick may take' \
                '--max-runs:After how many ticks to end; 0 is never' \
                '--max-failures:After how many failures in a row to end; 0 is never'
            _daemonize_newsapp_of listen \
                '--port:Which one: from 1024' \
                '--loudness:Not a name but a file'
            _daemonize_newsapp_add \
                '--initial-delay:Wait before the first tick' \
                '--on-failure:When the method fails' \
                '--max-retries:How many times a failed method is called again' \
                '--retry-delay:Wait before the first retry' \
                '--max-retry-delay:The longest wait before a retry' \
                '--restart:Whether a daemon that has ended is started again' \
                '--restart-delay:Wait before a restart; doubles with each' \
                '--max-restart-delay:The longest wait before a restart' \
                '--max-restarts:How many restarts within the window; 0 is any number' \
                '--restart-window:How long a restart counts' \
                '--instances:How many daemons; auto is one per CPU' \
                '--start-timeout:How long a start may take' \
                '--stop-timeout:How long a stop may take before it kills' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Standard error, in place of the log' \
                '--log-max-size:How large the log gets before it is moved away' \
                '--log-backups:How many old logs are kept' \
                '--log-compress:Compress the old logs' \
                '--no-log-compress:Compress the old logs' \
                '--log-format:What a record of the log is' \
                '--working-directory:Where the daemon works' \
                '--umask:File mode creation mask' \
                '--user:Who the daemon is; only root can start another'\''s' \
                '--group:The group of that user, in place of the primary one' \
                '--root-directory:What the daemon sees as /; for NativeAOT' \
                '--core-dumps:Leave a core file after a crash' \
                '--no-core-dumps:Leave a core file after a crash' \
                '--no-new-privileges:Let nothing that it executes gain privileges' \
                '--no-no-new-privileges:Let nothing that it executes gain privileges' \
                '--max-open-files:How many descriptors it may have open' \
                '--max-memory:How much memory it may use' \
                '--nice:Its nice value' \
                '--keep-descriptors:The caller'\''s descriptors that it keeps' \
                '--environment:What is added to its environment; may be repeated' \
                '--environment-file:A file of NAME=value lines that are added' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (stop)
            _daemonize_newsapp_add \
                '--stop-timeout:How long a stop may take before it kills' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Standard error, in place of the log' \
                '--user:Who the daemon is; only root can start another'\''s' \
                '--signal:What to send in place of SIGTERM' \
                '--kill:Kill at once, with SIGKILL' \
                '--timeout:How long to wait: before SIGKILL, or for the reload' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (reload)
            _daemonize_newsapp_add \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Standard error, in place of the log' \
                '--timeout:How long to wait: before SIGKILL, or for the reload' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (status)
            _daemonize_newsapp_add \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Standard error, in place of the log' \
                '--format:How to show it: text or json' \
                '--watch:Show it again every second, until Ctrl-C' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (list)
            _daemonize_newsapp_add \
                '--format:How to show it: text or json' \
                '--watch:Show it again every second, until Ctrl-C' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (logs)
            _daemonize_newsapp_add \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Standard error, in place of the log' \
                '--follow:Show what is added, until Ctrl-C' \
                '-f:Show what is added, until Ctrl-C' \
                '--lines:How many lines of the past to show [default: 10; with --since, all]' \
                '-n:How many lines of the past to show [default: 10; with --since, all]' \
                '--since:Show what is younger: a duration such as 10m, or a time such as 2026-11-25T08:00:00Z' \
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
                '--jitter:Random wait before each tick, at most' \
                '--jitter-seed:What makes the random waits repeat' \
                '--align-to-clock:Tick at multiples of the interval since the epoch' \
                '--no-align-to-clock:Tick at multiples of the interval since the epoch' \
                '--overlap:When a tick still runs' \
                '--max-parallel:How many ticks run at a time with --overlap parallel' \
                '--missed:When slots were missed' \
                '--max-missed:How many are made up for with --missed all' \
                '--timeout:How long a tick may take' \
                '--max-runs:After how many ticks to end; 0 is never' \
                '--max-failures:After how many failures in a row to end; 0 is never'
            _daemonize_newsapp_of listen \
                '--port:Which one: from 1024' \
                '--loudness:Not a name but a file'
            _daemonize_newsapp_add \
                '--initial-delay:Wait before the first tick' \
                '--on-failure:When the method fails' \
                '--max-retries:How many times a failed method is called again' \
                '--retry-delay:Wait before the first retry' \
                '--max-retry-delay:The longest wait before a retry' \
                '--restart:Whether a daemon that has ended is started again' \
                '--restart-delay:Wait before a restart; doubles with each' \
                '--max-restart-delay:The longest wait before a restart' \
                '--max-restarts:How many restarts within the window; 0 is any number' \
                '--restart-window:How long a restart counts' \
                '--instances:How many daemons; auto is one per CPU' \
                '--start-timeout:How long a start may take' \
                '--stop-timeout:How long a stop may take before it kills' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Standard error, in place of the log' \
                '--log-max-size:How large the log gets before it is moved away' \
                '--log-backups:How many old logs are kept' \
                '--log-compress:Compress the old logs' \
                '--no-log-compress:Compress the old logs' \
                '--log-format:What a record of the log is' \
                '--working-directory:Where the daemon works' \
                '--umask:File mode creation mask' \
                '--group:The group of that user, in place of the primary one' \
                '--root-directory:What the daemon sees as /; for NativeAOT' \
                '--core-dumps:Leave a core file after a crash' \
                '--no-core-dumps:Leave a core file after a crash' \
                '--no-new-privileges:Let nothing that it executes gain privileges' \
                '--no-no-new-privileges:Let nothing that it executes gain privileges' \
                '--max-open-files:How many descriptors it may have open' \
                '--max-memory:How much memory it may use' \
                '--nice:Its nice value' \
                '--environment:What is added to its environment; may be repeated' \
                '--environment-file:A file of NAME=value lines that are added' \
                '--user:The service manager of this user, not of the system' \
                '--timer:A timer for the cron expression, in place of a daemon that waits' \
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
                '--jitter:Random wait before each tick, at most' \
                '--jitter-seed:What makes the random waits repeat' \
                '--align-to-clock:Tick at multiples of the interval since the epoch' \
                '--no-align-to-clock:Tick at multiples of the interval since the epoch' \
                '--overlap:When a tick still runs' \
                '--max-parallel:How many ticks run at a time with --overlap parallel' \
                '--missed:When slots were missed' \
                '--max-missed:How many are made up for with --missed all' \
                '--timeout:How long a tick may take' \
                '--max-runs:After how many ticks to end; 0 is never' \
                '--max-failures:After how many failures in a row to end; 0 is never'
            _daemonize_newsapp_of listen \
                '--port:Which one: from 1024' \
                '--loudness:Not a name but a file'
            _daemonize_newsapp_add \
                '--initial-delay:Wait before the first tick' \
                '--on-failure:When the method fails' \
                '--max-retries:How many times a failed method is called again' \
                '--retry-delay:Wait before the first retry' \
                '--max-retry-delay:The longest wait before a retry' \
                '--restart:Whether a daemon that has ended is started again' \
                '--restart-delay:Wait before a restart; doubles with each' \
                '--max-restart-delay:The longest wait before a restart' \
                '--max-restarts:How many restarts within the window; 0 is any number' \
                '--restart-window:How long a restart counts' \
                '--instances:How many daemons; auto is one per CPU' \
                '--start-timeout:How long a start may take' \
                '--stop-timeout:How long a stop may take before it kills' \
                '--pid-file:The pid file' \
                '--log-file:The log' \
                '--error-file:Standard error, in place of the log' \
                '--log-max-size:How large the log gets before it is moved away' \
                '--log-backups:How many old logs are kept' \
                '--log-compress:Compress the old logs' \
                '--no-log-compress:Compress the old logs' \
                '--log-format:What a record of the log is' \
                '--working-directory:Where the daemon works' \
                '--umask:File mode creation mask' \
                '--group:The group of that user, in place of the primary one' \
                '--root-directory:What the daemon sees as /; for NativeAOT' \
                '--core-dumps:Leave a core file after a crash' \
                '--no-core-dumps:Leave a core file after a crash' \
                '--no-new-privileges:Let nothing that it executes gain privileges' \
                '--no-no-new-privileges:Let nothing that it executes gain privileges' \
                '--max-open-files:How many descriptors it may have open' \
                '--max-memory:How much memory it may use' \
                '--nice:Its nice value' \
                '--environment:What is added to its environment; may be repeated' \
                '--environment-file:A file of NAME=value lines that are added' \
                '--user:The service manager of this user, not of the system' \
                '--dry-run:Print what would be done' \
                '--no-start:Do not start it now' \
                '--timer:A timer for the cron expression, in place of a daemon that waits' \
                '--help:Print the help' \
                '-h:Print the help'
            ;;
        (uninstall)
            _daemonize_newsapp_add \
                '--user:The service manager of this user, not of the system' \
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
                (--country|-c|--interval|--jitter|--jitter-seed|--max-parallel|--max-missed|--timeout|--max-runs|--max-failures|--port|--initial-delay|--max-retries|--retry-delay|--max-retry-delay|--restart-delay|--max-restart-delay|--max-restarts|--restart-window|--start-timeout|--stop-timeout|--log-max-size|--log-backups|--umask|--user|--group|--max-open-files|--max-memory|--nice|--keep-descriptors|--environment) ;;
                (--loudness) offered=(silent very-loud) paths=files ;;
                ('--größe') offered=(klein 'groß') ;;
                (--edition|--pid-file|--environment-file) paths=files ;;
                (--folder|--working-directory|--root-directory) paths=directories ;;
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
        (reload)
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
                (*) return 1 ;;
            esac
            ;;
        (unit)
            case $1 in
                (--country|-c|--interval|--jitter|--jitter-seed|--max-parallel|--max-missed|--timeout|--max-runs|--max-failures|--port|--initial-delay|--max-retries|--retry-delay|--max-retry-delay|--restart-delay|--max-restart-delay|--max-restarts|--restart-window|--start-timeout|--stop-timeout|--log-max-size|--log-backups|--umask|--group|--max-open-files|--max-memory|--nice|--environment) ;;
                (--loudness) offered=(silent very-loud) paths=files ;;
                ('--größe') offered=(klein 'groß') ;;
                (--edition|--pid-file|--environment-file) paths=files ;;
                (--folder|--working-directory|--root-directory) paths=directories ;;
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
                (--country|-c|--interval|--jitter|--jitter-seed|--max-parallel|--max-missed|--timeout|--max-runs|--max-failures|--port|--initial-delay|--max-retries|--retry-delay|--max-retry-delay|--restart-delay|--max-restart-delay|--max-restarts|--restart-window|--start-timeout|--stop-timeout|--log-max-size|--log-backups|--umask|--group|--max-open-files|--max-memory|--nice|--environment) ;;
                (--loudness) offered=(silent very-loud) paths=files ;;
                ('--größe') offered=(klein 'groß') ;;
                (--edition|--pid-file|--environment-file) paths=files ;;
                (--folder|--working-directory|--root-directory) paths=directories ;;
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
    if [[ $verb == unit ]] && (( ! $#named )); then
        offered=(systemd supervisord logrotate tmpfiles kubernetes)
        return
    fi
    case $verb in
        (start|stop|restart|try-restart|reload|status|logs|unit|install|uninstall)
            for daemon in "${daemons[@]}"; do
                (( $named[(Ie)${daemon%%:*}] )) || offered+=("$daemon")
            done
            ;;
        (run|once) (( $#named )) || offered=("${daemons[@]}") ;;
        (completion) (( $#named )) || offered=(bash zsh fish) ;;
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
            'stop:Stop, and return when gone'
            'restart:Stop, then start with the same options, and those given now'
            'try-restart:Restart what runs, and leave the rest'
            'reload:Open the logs anew, and have OnReload called'
            'status:Tell what runs, since when, and how it goes'
            'list:Tell it of the daemons of all programs of this user'
            'run:Run in the foreground, until Ctrl-C'
            'once:Run one tick in the foreground'
            'logs:Print the end of the log'
            'unit:Print what they are to systemd, supervisord, logrotate, tmpfiles or kubernetes: unit systemd'
            'install:Give it to the service manager of this machine, and start it'
            'uninstall:Stop it, and take it back'
            'completion:Print a completion script: completion bash, zsh or fish'
            'help:Print this text'
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
