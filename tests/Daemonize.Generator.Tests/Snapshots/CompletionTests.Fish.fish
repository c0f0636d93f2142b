# Completion of NewsApp for fish, which finds it by the name of the command:
#   NewsApp completion fish > ~/.config/fish/completions/NewsApp.fish
# or in ~/.config/fish/config.fish:
#   NewsApp completion fish | source

# Prints the options of a verb, for daemons.
function _daemonize_newsapp_options --argument-names verb
    set --local named $argv[2..-1]
    switch $verb
        case start restart try-restart run once
            if contains -- fetch $named
                printf '%s\n' \
                    --country\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                    -c\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                    --loudness\t'How loud' \
                    '--größe'\t'How large' \
                    --verbose\t'Whether to tell more' \
                    --no-verbose\t'Whether to tell more' \
                    -v\t'Whether to tell more' \
                    --edition\t'What to read' \
                    --folder\t'Where to' \
                    --answers\t'What to say' \
                    --interval\t'Time between two ticks' \
                    --align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --no-align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --overlap\t'When the previous tick still runs' \
                    --missed\t'What to do about missed slots' \
                    --max-failures\t'Stop after this many failures in a row; 0: never'
            end
            if contains -- listen $named
                printf '%s\n' \
                    --port\t'Which one: from 1024' \
                    --loudness\t'Not a name but a file'
            end
            printf '%s\n' \
                --on-failure\t'What to do when the method fails' \
                --restart\t'When to restart a daemon that has ended' \
                --instances\t'Number of instances; auto: one per CPU' \
                --stop-timeout\t'Maximum duration of a stop before SIGKILL' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --log-compress\t'Compress rotated logs' \
                --no-log-compress\t'Compress rotated logs' \
                --log-format\t'Format of log records' \
                --working-directory\t'Working directory of the daemon' \
                --user\t'User that the daemon runs as; requires root' \
                --keep-descriptors\t'Descriptors of the caller to keep open' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case stop
            printf '%s\n' \
                --stop-timeout\t'Maximum duration of a stop before SIGKILL' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --user\t'User that the daemon runs as; requires root' \
                --signal\t'Signal to send instead of SIGTERM' \
                --kill\t'Kill immediately with SIGKILL' \
                --timeout\t'Maximum wait before SIGKILL' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case reload tick
            printf '%s\n' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --timeout\t'Maximum wait for the result' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case status
            printf '%s\n' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --format\t'Output format: text or json' \
                --watch\t'Refresh every second until Ctrl-C' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case list
            printf '%s\n' \
                --format\t'Output format: text or json' \
                --watch\t'Refresh every second until Ctrl-C' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case logs
            printf '%s\n' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --follow\t'Follow the log until Ctrl-C' \
                -f\t'Follow the log until Ctrl-C' \
                --lines\t'Number of last lines to show [default: 10; with --since: all]' \
                -n\t'Number of last lines to show [default: 10; with --since: all]' \
                --since\t'Show what is newer than this: a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z' \
                --format\t'Output format: text or json' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case history
            printf '%s\n' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --lines\t'Number of last ticks and events to show [default: 10; with --since, json or csv: all]' \
                -n\t'Number of last ticks and events to show [default: 10; with --since, json or csv: all]' \
                --since\t'Show what is newer than this: a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z' \
                --format\t'Output format: text, json or csv' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case unit
            if contains -- fetch $named
                printf '%s\n' \
                    --country\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                    -c\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                    --loudness\t'How loud' \
                    '--größe'\t'How large' \
                    --verbose\t'Whether to tell more' \
                    --no-verbose\t'Whether to tell more' \
                    -v\t'Whether to tell more' \
                    --edition\t'What to read' \
                    --folder\t'Where to' \
                    --answers\t'What to say' \
                    --interval\t'Time between two ticks' \
                    --align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --no-align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --overlap\t'When the previous tick still runs' \
                    --missed\t'What to do about missed slots' \
                    --max-failures\t'Stop after this many failures in a row; 0: never'
            end
            if contains -- listen $named
                printf '%s\n' \
                    --port\t'Which one: from 1024' \
                    --loudness\t'Not a name but a file'
            end
            printf '%s\n' \
                --on-failure\t'What to do when the method fails' \
                --restart\t'When to restart a daemon that has ended' \
                --instances\t'Number of instances; auto: one per CPU' \
                --stop-timeout\t'Maximum duration of a stop before SIGKILL' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --log-compress\t'Compress rotated logs' \
                --no-log-compress\t'Compress rotated logs' \
                --log-format\t'Format of log records' \
                --working-directory\t'Working directory of the daemon' \
                --user\t'Use the user\'s service manager, not the system\'s' \
                --timer\t'Use a timer for the cron expression, instead of a daemon that waits' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case install
            if contains -- fetch $named
                printf '%s\n' \
                    --country\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                    -c\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran' \
                    --loudness\t'How loud' \
                    '--größe'\t'How large' \
                    --verbose\t'Whether to tell more' \
                    --no-verbose\t'Whether to tell more' \
                    -v\t'Whether to tell more' \
                    --edition\t'What to read' \
                    --folder\t'Where to' \
                    --answers\t'What to say' \
                    --interval\t'Time between two ticks' \
                    --align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --no-align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --overlap\t'When the previous tick still runs' \
                    --missed\t'What to do about missed slots' \
                    --max-failures\t'Stop after this many failures in a row; 0: never'
            end
            if contains -- listen $named
                printf '%s\n' \
                    --port\t'Which one: from 1024' \
                    --loudness\t'Not a name but a file'
            end
            printf '%s\n' \
                --on-failure\t'What to do when the method fails' \
                --restart\t'When to restart a daemon that has ended' \
                --instances\t'Number of instances; auto: one per CPU' \
                --stop-timeout\t'Maximum duration of a stop before SIGKILL' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Separate file for standard error' \
                --log-compress\t'Compress rotated logs' \
                --no-log-compress\t'Compress rotated logs' \
                --log-format\t'Format of log records' \
                --working-directory\t'Working directory of the daemon' \
                --user\t'Use the user\'s service manager, not the system\'s' \
                --dry-run\t'Print what would be done' \
                --no-start\t'Do not start now' \
                --timer\t'Use a timer for the cron expression, instead of a daemon that waits' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case uninstall
            printf '%s\n' \
                --user\t'Use the user\'s service manager, not the system\'s' \
                --dry-run\t'Print what would be done' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case completion
            printf '%s\n' \
                --help\t'Print the help' \
                -h\t'Print the help'
    end
end

# Sets what completes the value of an option. Fails for one that takes none.
function _daemonize_newsapp_values --no-scope-shadowing --argument-names verb_of option_of
    switch $verb_of
        case start restart try-restart run once
            switch $option_of
                case --country -c --interval --max-failures --port --stop-timeout --user --keep-descriptors
                case --loudness
                    set offered silent very-loud
                    set paths files
                case '--größe'
                    set offered klein 'groß'
                case --edition --pid-file
                    set paths files
                case --folder --working-directory
                    set paths directories
                case --answers
                    set offered true false
                case --overlap
                    set offered skip queue parallel replace
                case --missed
                    set offered skip once all
                case --on-failure
                    set offered continue stop retry
                case --restart
                    set offered never on-failure always
                case --instances
                    set offered auto
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --log-format
                    set offered text json
                case '*'
                    return 1
            end
        case stop
            switch $option_of
                case --stop-timeout --user --timeout
                case --pid-file
                    set paths files
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --signal
                    set offered INT QUIT HUP USR1 USR2
                case '*'
                    return 1
            end
        case reload tick
            switch $option_of
                case --pid-file
                    set paths files
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --timeout
                case '*'
                    return 1
            end
        case status
            switch $option_of
                case --pid-file
                    set paths files
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --format
                    set offered text json
                case '*'
                    return 1
            end
        case list
            switch $option_of
                case --format
                    set offered text json
                case '*'
                    return 1
            end
        case logs
            switch $option_of
                case --pid-file
                    set paths files
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --lines -n --since
                case --format
                    set offered text json
                case '*'
                    return 1
            end
        case history
            switch $option_of
                case --pid-file
                    set paths files
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --lines -n --since
                case --format
                    set offered text json csv
                case '*'
                    return 1
            end
        case unit
            switch $option_of
                case --country -c --interval --max-failures --port --stop-timeout
                case --loudness
                    set offered silent very-loud
                    set paths files
                case '--größe'
                    set offered klein 'groß'
                case --edition --pid-file
                    set paths files
                case --folder --working-directory
                    set paths directories
                case --answers
                    set offered true false
                case --overlap
                    set offered skip queue parallel replace
                case --missed
                    set offered skip once all
                case --on-failure
                    set offered continue stop retry
                case --restart
                    set offered never on-failure always
                case --instances
                    set offered auto
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --log-format
                    set offered text json
                case '*'
                    return 1
            end
        case install
            switch $option_of
                case --country -c --interval --max-failures --port --stop-timeout
                case --loudness
                    set offered silent very-loud
                    set paths files
                case '--größe'
                    set offered klein 'groß'
                case --edition --pid-file
                    set paths files
                case --folder --working-directory
                    set paths directories
                case --answers
                    set offered true false
                case --overlap
                    set offered skip queue parallel replace
                case --missed
                    set offered skip once all
                case --on-failure
                    set offered continue stop retry
                case --restart
                    set offered never on-failure always
                case --instances
                    set offered auto
                case --log-file --error-file
                    set offered null syslog journal
                    set paths files
                case --log-format
                    set offered text json
                case '*'
                    return 1
            end
        case '*'
            return 1
    end
    return 0
end

# Reads the words before the cursor, and what completes the value of an option, into variables of the caller.
function _daemonize_newsapp_read --no-scope-shadowing
    for word in (commandline --tokenize --cut-at-cursor --current-process)[2..-1]
        if test -z "$verb"
            set verb $word
        else if test -n "$option"
            set option
        else if test -n "$ended"; or not string match --quiet --regex -- '^-.' $word
            set --append named $word
        else if test "$word" = --
            set ended 1
        else if _daemonize_newsapp_values "$verb" "$word"
            set option $word
        end
    end

    # A value is behind its option, or in one word with it.
    set offered
    set paths
    if test -z "$option" -a -n "$verb" -a -z "$ended"; and string match --quiet --regex -- '^-.*=' $current
        set lead (string replace --regex -- '=.*' '=' $current)
        set option (string replace --regex -- '=.*' '' $current)
    end
    test -z "$option"; or _daemonize_newsapp_values "$verb" "$option"
end

# Whether files complete the word, which fish does itself.
function _daemonize_newsapp_takes_files
    set --local current (commandline --current-token --cut-at-cursor)
    set --local lead ''
    set --local verb
    set --local option
    set --local named
    set --local ended
    set --local offered
    set --local paths
    set --local word
    _daemonize_newsapp_read
    test "$paths" = files
end

# Prints what else completes it, each with a tab and what it is.
function _daemonize_newsapp
    set --local current (commandline --current-token --cut-at-cursor)
    set --local lead ''
    set --local verb
    set --local option
    set --local named
    set --local ended
    set --local offered
    set --local paths
    set --local word
    _daemonize_newsapp_read
    if test -n "$option"
        test -z "$offered"; or printf '%s\n' $lead$offered
        if test "$paths" = directories
            printf '%s\n' $lead(__fish_complete_directories (string replace -- "$lead" '' $current) '')
        end
    else if test -z "$verb"
        printf '%s\n' \
            start\t'Start, and return when ready' \
            stop\t'Stop, and return when stopped' \
            restart\t'Stop, then start with the same options, and those given now' \
            try-restart\t'Restart those that run, and leave the rest' \
            reload\t'Reopen the logs and call OnReload' \
            tick\t'Tick now, and say whether the tick began' \
            status\t'Show whether it runs, since when, and its ticks' \
            list\t'List the running daemons of all programs of this user' \
            run\t'Run in the foreground, until Ctrl-C' \
            once\t'Run one tick in the foreground' \
            logs\t'Print the end of the log' \
            history\t'Show the last ticks, and how long ticks took' \
            unit\t'Print a service file: unit systemd, supervisord, logrotate, tmpfiles, kubernetes or launchd' \
            install\t'Register with the service manager and start' \
            uninstall\t'Stop, and remove from the service manager' \
            completion\t'Print a completion script: completion bash, zsh or fish' \
            help\t'Print this text; help <verb> and help settings have more' \
            --help\t'Print the help' \
            -h\t'Print the help' \
            --version\t'Print the version'
    else if test -z "$ended"; and string match --quiet -- '-*' $current
        test -n "$named"; or set named fetch listen sweep.old_news-v2
        for word in (_daemonize_newsapp_options $verb $named)
            set --local name (string replace --regex -- '\t.*' '' $word)
            if not contains -- $name $offered
                set --append offered $name
                printf '%s\n' $word
            end
        end
    else if test "$verb" = unit -a -z "$named"
        printf '%s\n' systemd supervisord logrotate tmpfiles kubernetes launchd
    else if test "$verb" = completion -a -z "$named"
        printf '%s\n' bash zsh fish
    else if test "$verb" = help -a -z "$named"
        printf '%s\n' start stop restart try-restart reload tick status list run once logs history unit install uninstall completion settings
    else if test -z "$named"; and contains -- $verb run once; or contains -- $verb start stop restart try-restart reload tick status logs history unit install uninstall
        for word in \
                fetch\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran (every 10s)' \
                listen\t'Listens on a port (runs once, long-running)' \
                sweep.old_news-v2\t'runs once, long-running'
            contains -- (string replace --regex -- '\t.*' '' $word) $named; or printf '%s\n' $word
        end
    end
end

for command in newsapp NewsApp
    complete --command $command --no-files --arguments '(_daemonize_newsapp)'
    complete --command $command --condition _daemonize_newsapp_takes_files --force-files
end
