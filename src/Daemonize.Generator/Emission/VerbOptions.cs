namespace Daemonize.Generator.Emission;

/// <summary>The options of the verbs that do not depend on the daemons, for the help and for completion.</summary>
internal static class VerbOptions
{
    private static readonly (string[] Verbs, string Syntax, CompletionOption Option)[] All =
    [
        (["logs"], "-f, --follow", new(["--follow", "-f"], "Follow the log until Ctrl-C", Value: null)),
        (["logs"], "-n, --lines <number>", new(["--lines", "-n"], "Number of last lines to show [default: 10; with --since: all]", CompletionValue.Free)),
        (["logs"], "    --since <time>", new(["--since"], "Show lines newer than this: a duration such as 10m, or a time such as 2026-11-25T08:00:00Z", CompletionValue.Free)),
        (["status", "list"], "    --format <format>", new(["--format"], "Output format: text or json", new(["text", "json"], CompletionPaths.None))),
        (["status", "list"], "    --watch", new(["--watch"], "Refresh every second until Ctrl-C", Value: null)),
        (["stop"], "    --signal <signal>", new(["--signal"], "Signal to send instead of SIGTERM", new(["INT", "QUIT", "HUP", "USR1", "USR2"], CompletionPaths.None))),
        (["stop"], "    --kill", new(["--kill"], "Kill immediately with SIGKILL", Value: null)),
        (["stop", "reload"], "    --timeout <duration>", new(["--timeout"], "Maximum wait: before SIGKILL, or for the reload", CompletionValue.Free)),
        (["unit", "install", "uninstall"], "    --user", new(["--user"], "Use the user's service manager, not the system's", Value: null)),
        (["install", "uninstall"], "    --dry-run", new(["--dry-run"], "Print what would be done", Value: null)),
        (["install"], "    --no-start", new(["--no-start"], "Do not start now", Value: null)),
        (["unit", "install"], "    --timer", new(["--timer"], "Use a timer for the cron expression, instead of a daemon that waits", Value: null)),
    ];

    /// <summary>Returns the options of one verb.</summary>
    public static CompletionOption[] Of(string verb) => [.. All.Where(option => option.Verbs.Contains(verb)).Select(static option => option.Option)];

    /// <summary>Returns the options that at least one of the verbs has, as lines of the help.</summary>
    public static IEnumerable<(string Syntax, string Help)> Lines(params string[] verbs) =>
        All.Where(option => option.Verbs.Intersect(verbs).Any()).Select(static option => (option.Syntax, option.Option.Help));
}
