namespace Daemonize;

/// <summary>
/// A verb of the command line. The generator and the runtime share this table: help, completion, and what the command line accepts follow
/// from it.
/// </summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Help">What the verb does, as a phrase for the help.</param>
internal sealed record Verb(string Name, string Help)
{
    private static readonly VerbOption Timeout = new("timeout", "duration", "Maximum wait for the result", Duration.Accepted);
    private static readonly VerbOption Format =
        new("format", "format", "Output format: text or json", "text or json") { Words = ["text", "json"] };
    private static readonly VerbOption Watch = VerbOption.Flag("watch", "Refresh every second until Ctrl-C");
    private static readonly VerbOption HistoryFormat =
        new("format", "format", "Output format: text, json or csv", "text, json or csv") { Words = ["text", "json", "csv"] };
    private static readonly VerbOption Since =
        new("since", "time", "Show what is newer than this: a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z",
            "a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z (RFC 3339)");
    private static readonly VerbOption User = VerbOption.Flag("user", "Use the user's service manager, not the system's");
    private static readonly VerbOption Timer =
        VerbOption.Flag("timer", "Use a timer for the cron expression, instead of a daemon that waits");
    private static readonly VerbOption DryRun = VerbOption.Flag("dry-run", "Print what would be done");

    private static readonly Verb Unit = UnitOf("Print a service file: unit " + ServiceFileFormat.Accepted, ServiceFileFormat.Names);

    /// <summary>All verbs, in the order of the help, as a program has them that has a daemon of a cluster.</summary>
    public static readonly Verb[] All =
    [
        new("start", "Start, and return when ready") { Participle = "starting", Settings = VerbSettings.Method },
        new("stop", "Stop, and return when stopped")
        {
            Participle = "stopping",
            Settings = VerbSettings.Stop,
            Options =
            [
                new("signal", "signal", "Signal to send instead of SIGTERM",
                    "a signal such as SIGINT, INT or 2") { Words = ["INT", "QUIT", "HUP", "USR1", "USR2"] },
                VerbOption.Flag("kill", "Kill immediately with SIGKILL"),
                Timeout with { Help = "Maximum wait before SIGKILL" },
            ],
        },
        new("restart", "Stop, then start with the same options, and those given now")
        {
            Participle = "restarting", Settings = VerbSettings.Method,
        },
        new("try-restart", "Restart those that run, and leave the rest") { Settings = VerbSettings.Method },
        new("reload", "Reopen the logs and call OnReload")
        {
            Alias = "force-reload", Participle = "reloading", NeedsRunning = true, Options = [Timeout],
        },
        new("tick", "Tick now, and say whether the tick began")
        {
            Participle = "asking", NeedsRunning = true, Options = [Timeout],
        },
        new("status", "Show whether it runs, since when, and its ticks") { Options = [Format, Watch] },
        new("list", "List the running daemons of all programs of this user")
        {
            Daemons = VerbDaemons.None, Settings = VerbSettings.None, Options = [Format, Watch],
        },
        new("members", "Show the processes that share the schedule of a daemon of a cluster")
        {
            IsOfCluster = true, NeedsRunning = true, Settings = VerbSettings.Store, Options = [Format, Timeout],
        },
        new("handover", "Leave the lead of a daemon of a cluster to another process, after its tick")
        {
            IsOfCluster = true, Daemons = VerbDaemons.One, Participle = "handing over", NeedsRunning = true, Options = [Timeout],
        },
        new("run", "Run in the foreground, until Ctrl-C") { Daemons = VerbDaemons.One, Settings = VerbSettings.Method },
        new("once", "Run one tick in the foreground") { Daemons = VerbDaemons.One, Settings = VerbSettings.Method },
        new("logs", "Print the end of the log")
        {
            Options =
            [
                VerbOption.Flag("follow", "Follow the log until Ctrl-C") with { Alias = 'f' },
                Lines("Number of last lines to show [default: 10; with --since: all]"),
                Since,
                Format,
            ],
        },
        new("history", "Show the last ticks, and how long ticks took")
        {
            Options =
            [
                Lines("Number of last ticks and events to show [default: 10; with --since, json or csv: all]"), Since, HistoryFormat,
            ],
        },
        UnitOf(
            "Print a service file, or the tables of a cluster: unit " + ServiceFileFormat.AcceptedOfCluster,
            ServiceFileFormat.NamesOfCluster),
        new("install", "Register with the service manager and start")
        {
            Settings = VerbSettings.ServiceFile, Options = [User, DryRun, VerbOption.Flag("no-start", "Do not start now"), Timer],
        },
        new("uninstall", "Stop, and remove from the service manager") { Settings = VerbSettings.None, Options = [User, DryRun] },
        new("completion", "Print a completion script: completion " + Shell.Accepted)
        {
            Daemons = VerbDaemons.None, Words = Shell.Names, Settings = VerbSettings.None,
        },
        new("help", "Print this text; help <verb> and help settings have more")
        {
            Daemons = VerbDaemons.None, Settings = VerbSettings.None,
        },
    ];

    /// <summary>The topic of <c>help</c> that is not a verb.</summary>
    public const string SettingsTopic = "settings";

    /// <summary>A second name, which the help does not list; null for none.</summary>
    public string? Alias { get; init; }

    /// <summary>The participle of an operation, for the line that shows its progress; empty for a verb that shows none.</summary>
    public string Participle { get; init; } = "";

    /// <summary>Whether only a program with a daemon of a cluster has the verb.</summary>
    public bool IsOfCluster { get; init; }

    /// <summary>Whether a daemon that does not run is a failure with its own exit code.</summary>
    public bool NeedsRunning { get; init; }

    /// <summary>The daemons that the verb takes on the command line.</summary>
    public VerbDaemons Daemons { get; init; } = VerbDaemons.Any;

    /// <summary>The words of which the verb takes one before the daemons; empty for none.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>The options of the verb itself.</summary>
    public VerbOption[] Options { get; init; } = [];

    /// <summary>The settings of the daemons that the verb takes as options.</summary>
    public VerbSettings Settings { get; init; } = VerbSettings.Files;

    /// <summary>Whether the verb takes the options of the daemon's method: it runs the method, or writes a file that does.</summary>
    public bool TakesMethodOptions => Settings is VerbSettings.Method or VerbSettings.ServiceFile;

    private static VerbOption Lines(string help) => new("lines", "number", help, "a number of lines from 0 to 2147483647") { Alias = 'n' };

    private static Verb UnitOf(string help, string[] formats) =>
        new("unit", help) { Words = formats, Settings = VerbSettings.ServiceFile, Options = [User, Timer] };

    /// <summary>Gets the verbs of a program.</summary>
    /// <param name="hasCluster">Whether the program has a daemon of a cluster.</param>
    public static Verb[] Of(bool hasCluster)
    {
        if (hasCluster)
        {
            return All;
        }

        var verbs = new Verb[All.Length];
        var count = 0;
        foreach (var verb in All)
        {
            if (!verb.IsOfCluster)
            {
                verbs[count++] = verb.Name == Unit.Name ? Unit : verb;
            }
        }

        Array.Resize(ref verbs, count);
        return verbs;
    }

    /// <summary>Finds a verb by its name or alias; null for an unknown word.</summary>
    public static Verb? Find(string word) => Array.Find(All, verb => verb.Name == word || verb.Alias == word);
}
