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
                    --jitter\t'Random wait before each tick, at most' \
                    --jitter-seed\t'What makes the random waits repeat' \
                    --align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --no-align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --overlap\t'When a tick still runs' \
                    --max-parallel\t'How many ticks run at a time with --overlap parallel' \
                    --missed\t'When slots were missed' \
                    --max-missed\t'How many are made up for with --missed all' \
                    --timeout\t'How long a tick may take' \
                    --max-runs\t'After how many ticks to end; 0 is never' \
                    --max-failures\t'After how many failures in a row to end; 0 is never'
            end
            if contains -- listen $named
                printf '%s\n' \
                    --port\t'Which one: from 1024' \
                    --loudness\t'Not a name but a file'
            end
            printf '%s\n' \
                --initial-delay\t'Wait before the first tick' \
                --on-failure\t'When the method fails' \
                --max-retries\t'How many times a failed method is called again' \
                --retry-delay\t'Wait before the first retry' \
                --max-retry-delay\t'The longest wait before a retry' \
                --restart\t'Whether a daemon that has ended is started again' \
                --restart-delay\t'Wait before a restart; doubles with each' \
                --max-restart-delay\t'The longest wait before a restart' \
                --max-restarts\t'How many restarts within the window; 0 is any number' \
                --restart-window\t'How long a restart counts' \
                --instances\t'How many daemons; auto is one per CPU' \
                --start-timeout\t'How long a start may take' \
                --stop-timeout\t'How long a stop may take before it kills' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Standard error, in place of the log' \
                --log-max-size\t'How large the log gets before it is moved away' \
                --log-backups\t'How many old logs are kept' \
                --log-compress\t'Compress the old logs' \
                --no-log-compress\t'Compress the old logs' \
                --log-format\t'What a record of the log is' \
                --working-directory\t'Where the daemon works' \
                --umask\t'File mode creation mask' \
                --user\t'Who the daemon is; only root can start another\'s' \
                --group\t'The group of that user, in place of the primary one' \
                --root-directory\t'What the daemon sees as /; for NativeAOT' \
                --core-dumps\t'Leave a core file after a crash' \
                --no-core-dumps\t'Leave a core file after a crash' \
                --no-new-privileges\t'Let nothing that it executes gain privileges' \
                --no-no-new-privileges\t'Let nothing that it executes gain privileges' \
                --max-open-files\t'How many descriptors it may have open' \
                --max-memory\t'How much memory it may use' \
                --nice\t'Its nice value' \
                --keep-descriptors\t'The caller\'s descriptors that it keeps' \
                --environment\t'What is added to its environment; may be repeated' \
                --environment-file\t'A file of NAME=value lines that are added' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case stop
            printf '%s\n' \
                --stop-timeout\t'How long a stop may take before it kills' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Standard error, in place of the log' \
                --user\t'Who the daemon is; only root can start another\'s' \
                --signal\t'What to send in place of SIGTERM' \
                --kill\t'Kill at once, with SIGKILL' \
                --timeout\t'How long to wait: before SIGKILL, or for the reload' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case reload
            printf '%s\n' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Standard error, in place of the log' \
                --timeout\t'How long to wait: before SIGKILL, or for the reload' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case status
            printf '%s\n' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Standard error, in place of the log' \
                --format\t'How to show it: text or json' \
                --watch\t'Show it again every second, until Ctrl-C' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case list
            printf '%s\n' \
                --format\t'How to show it: text or json' \
                --watch\t'Show it again every second, until Ctrl-C' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case logs
            printf '%s\n' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Standard error, in place of the log' \
                --follow\t'Show what is added, until Ctrl-C' \
                -f\t'Show what is added, until Ctrl-C' \
                --lines\t'How many lines of the past to show [default: 10; with --since, all]' \
                -n\t'How many lines of the past to show [default: 10; with --since, all]' \
                --since\t'Show what is younger: a duration such as 10m, or a time such as 2026-11-25T08:00:00Z' \
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
                    --jitter\t'Random wait before each tick, at most' \
                    --jitter-seed\t'What makes the random waits repeat' \
                    --align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --no-align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --overlap\t'When a tick still runs' \
                    --max-parallel\t'How many ticks run at a time with --overlap parallel' \
                    --missed\t'When slots were missed' \
                    --max-missed\t'How many are made up for with --missed all' \
                    --timeout\t'How long a tick may take' \
                    --max-runs\t'After how many ticks to end; 0 is never' \
                    --max-failures\t'After how many failures in a row to end; 0 is never'
            end
            if contains -- listen $named
                printf '%s\n' \
                    --port\t'Which one: from 1024' \
                    --loudness\t'Not a name but a file'
            end
            printf '%s\n' \
                --initial-delay\t'Wait before the first tick' \
                --on-failure\t'When the method fails' \
                --max-retries\t'How many times a failed method is called again' \
                --retry-delay\t'Wait before the first retry' \
                --max-retry-delay\t'The longest wait before a retry' \
                --restart\t'Whether a daemon that has ended is started again' \
                --restart-delay\t'Wait before a restart; doubles with each' \
                --max-restart-delay\t'The longest wait before a restart' \
                --max-restarts\t'How many restarts within the window; 0 is any number' \
                --restart-window\t'How long a restart counts' \
                --instances\t'How many daemons; auto is one per CPU' \
                --start-timeout\t'How long a start may take' \
                --stop-timeout\t'How long a stop may take before it kills' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Standard error, in place of the log' \
                --log-max-size\t'How large the log gets before it is moved away' \
                --log-backups\t'How many old logs are kept' \
                --log-compress\t'Compress the old logs' \
                --no-log-compress\t'Compress the old logs' \
                --log-format\t'What a record of the log is' \
                --working-directory\t'Where the daemon works' \
                --umask\t'File mode creation mask' \
                --group\t'The group of that user, in place of the primary one' \
                --root-directory\t'What the daemon sees as /; for NativeAOT' \
                --core-dumps\t'Leave a core file after a crash' \
                --no-core-dumps\t'Leave a core file after a crash' \
                --no-new-privileges\t'Let nothing that it executes gain privileges' \
                --no-no-new-privileges\t'Let nothing that it executes gain privileges' \
                --max-open-files\t'How many descriptors it may have open' \
                --max-memory\t'How much memory it may use' \
                --nice\t'Its nice value' \
                --environment\t'What is added to its environment; may be repeated' \
                --environment-file\t'A file of NAME=value lines that are added' \
                --user\t'The service manager of this user, not of the system' \
                --timer\t'A timer for the cron expression, in place of a daemon that waits' \
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
                    --jitter\t'Random wait before each tick, at most' \
                    --jitter-seed\t'What makes the random waits repeat' \
                    --align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --no-align-to-clock\t'Tick at multiples of the interval since the epoch' \
                    --overlap\t'When a tick still runs' \
                    --max-parallel\t'How many ticks run at a time with --overlap parallel' \
                    --missed\t'When slots were missed' \
                    --max-missed\t'How many are made up for with --missed all' \
                    --timeout\t'How long a tick may take' \
                    --max-runs\t'After how many ticks to end; 0 is never' \
                    --max-failures\t'After how many failures in a row to end; 0 is never'
            end
            if contains -- listen $named
                printf '%s\n' \
                    --port\t'Which one: from 1024' \
                    --loudness\t'Not a name but a file'
            end
            printf '%s\n' \
                --initial-delay\t'Wait before the first tick' \
                --on-failure\t'When the method fails' \
                --max-retries\t'How many times a failed method is called again' \
                --retry-delay\t'Wait before the first retry' \
                --max-retry-delay\t'The longest wait before a retry' \
                --restart\t'Whether a daemon that has ended is started again' \
                --restart-delay\t'Wait before a restart; doubles with each' \
                --max-restart-delay\t'The longest wait before a restart' \
                --max-restarts\t'How many restarts within the window; 0 is any number' \
                --restart-window\t'How long a restart counts' \
                --instances\t'How many daemons; auto is one per CPU' \
                --start-timeout\t'How long a start may take' \
                --stop-timeout\t'How long a stop may take before it kills' \
                --pid-file\t'The pid file' \
                --log-file\t'The log' \
                --error-file\t'Standard error, in place of the log' \
                --log-max-size\t'How large the log gets before it is moved away' \
                --log-backups\t'How many old logs are kept' \
                --log-compress\t'Compress the old logs' \
                --no-log-compress\t'Compress the old logs' \
                --log-format\t'What a record of the log is' \
                --working-directory\t'Where the daemon works' \
                --umask\t'File mode creation mask' \
                --group\t'The group of that user, in place of the primary one' \
                --root-directory\t'What the daemon sees as /; for NativeAOT' \
                --core-dumps\t'Leave a core file after a crash' \
                --no-core-dumps\t'Leave a core file after a crash' \
                --no-new-privileges\t'Let nothing that it executes gain privileges' \
                --no-no-new-privileges\t'Let nothing that it executes gain privileges' \
                --max-open-files\t'How many descriptors it may have open' \
                --max-memory\t'How much memory it may use' \
                --nice\t'Its nice value' \
                --environment\t'What is added to its environment; may be repeated' \
                --environment-file\t'A file of NAME=value lines that are added' \
                --user\t'The service manager of this user, not of the system' \
                --dry-run\t'Print what would be done' \
                --no-start\t'Do not start it now' \
                --timer\t'A timer for the cron expression, in place of a daemon that waits' \
                --help\t'Print the help' \
                -h\t'Print the help'
        case uninstall
            printf '%s\n' \
                --user\t'The service manager of this user, not of the system' \
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
                case --country -c --interval --jitter --jitter-seed --max-parallel --max-missed --timeout --max-runs --max-failures --port --initial-delay --max-retries --retry-delay --max-retry-delay --restart-delay --max-restart-delay --max-restarts --restart-window --start-timeout --stop-timeout --log-max-size --log-backups --umask --user --group --max-open-files --max-memory --nice --keep-descriptors --environment
                case --loudness
                    set offered silent very-loud
                    set paths files
                case '--größe'
                    set offered klein 'groß'
                case --edition --pid-file --environment-file
                    set paths files
                case --folder --working-directory --root-directory
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
        case reload
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
                case '*'
                    return 1
            end
        case unit
            switch $option_of
                case --country -c --interval --jitter --jitter-seed --max-parallel --max-missed --timeout --max-runs --max-failures --port --initial-delay --max-retries --retry-delay --max-retry-delay --restart-delay --max-restart-delay --max-restarts --restart-window --start-timeout --stop-timeout --log-max-size --log-backups --umask --group --max-open-files --max-memory --nice --environment
                case --loudness
                    set offered silent very-loud
                    set paths files
                case '--größe'
                    set offered klein 'groß'
                case --edition --pid-file --environment-file
                    set paths files
                case --folder --working-directory --root-directory
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
                case --country -c --interval --jitter --jitter-seed --max-parallel --max-missed --timeout --max-runs --max-failures --port --initial-delay --max-retries --retry-delay --max-retry-delay --restart-delay --max-restart-delay --max-restarts --restart-window --start-timeout --stop-timeout --log-max-size --log-backups --umask --group --max-open-files --max-memory --nice --environment
                case --loudness
                    set offered silent very-loud
                    set paths files
                case '--größe'
                    set offered klein 'groß'
                case --edition --pid-file --environment-file
                    set paths files
                case --folder --working-directory --root-directory
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
            stop\t'Stop, and return when gone' \
            restart\t'Stop, then start with the same options, and those given now' \
            try-restart\t'Restart what runs, and leave the rest' \
            reload\t'Open the logs anew, and have OnReload called' \
            status\t'Tell what runs, since when, and how it goes' \
            list\t'Tell it of the daemons of all programs of this user' \
            run\t'Run in the foreground, until Ctrl-C' \
            once\t'Run one tick in the foreground' \
            logs\t'Print the end of the log' \
            unit\t'Print what they are to systemd, supervisord, logrotate, tmpfiles or kubernetes: unit systemd' \
            install\t'Give it to the service manager of this machine, and start it' \
            uninstall\t'Stop it, and take it back' \
            completion\t'Print a completion script: completion bash, zsh or fish' \
            help\t'Print this text' \
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
        printf '%s\n' systemd supervisord logrotate tmpfiles kubernetes
    else if test -z "$named"; and contains -- $verb run once; or contains -- $verb start stop restart try-restart reload status logs unit install uninstall
        for word in \
                fetch\t'$(touch ran) `touch ran` ${ran:=ran} \'one\' "two" [three]: \\four \\\\five; %6 !7 *8 ~9 (ten) {11} #12 & touch ran (every 10s)' \
                listen\t'Listens on a port (runs once, long-running)' \
                sweep.old_news-v2\t'runs once, long-running'
            contains -- (string replace --regex -- '\t.*' '' $word) $named; or printf '%s\n' $word
        end
    else if test "$verb" = completion -a -z "$named"
        printf '%s\n' bash zsh fish
    end
end

for command in newsapp NewsApp
    complete --command $command --no-files --arguments '(_daemonize_newsapp)'
    complete --command $command --condition _daemonize_newsapp_takes_files --force-files
end
