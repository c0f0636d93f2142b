using Daemonize.Text;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Commands;
using Daemonize.Tool.Completing;
using Daemonize.Tool.Fleet;

namespace Daemonize.Tool;

/// <summary>A command of the tool. Help and what the command line accepts follow from this table.</summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Help">What the command does, as a phrase for the help.</param>
/// <param name="Names">The words that the command takes besides its options.</param>
/// <param name="Run">Runs the command and returns its exit code.</param>
internal sealed record ToolCommand(string Name, string Help, NameUse Names, Func<Request, int> Run)
{
    /// <summary>The command without a word.</summary>
    public const string Default = "list";

    private static readonly VerbOption Format =
        new("format", "format", "Output format: text or json", "text or json") { Words = ["text", "json"] };

    private static readonly VerbOption HistoryFormat =
        new("format", "format", "Output format: text, json or csv", "text, json or csv") { Words = ["text", "json", "csv"] };

    private static readonly VerbOption Watch = VerbOption.Flag("watch", "Refresh every second until Ctrl-C");
    private static readonly VerbOption Yes = VerbOption.Flag("yes", "Do not ask before a pattern acts on several daemons") with
    {
        Alias = 'y',
    };

    private static readonly VerbOption Since =
        new("since", "time", "Show what is newer than this: a duration such as 10m, or a time such as 14:00",
            "a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z (RFC 3339)");

    public static readonly ToolCommand[] All =
    [
        new(Default, "List the daemons of all programs, those that need attention first", NameUse.Optional, ListCommand.Run)
        {
            Options = [VerbOption.Flag("running", "Leave out the daemons that do not run"), Watch, Format, .. FleetOptions.Options],
        },
        new("status", "Show the daemons, with the exit code of the worst", NameUse.Required, StatusCommand.Run)
        {
            Options = [Watch, Format, .. FleetOptions.Options],
        },
        new("top", "Show the daemons live, and act on them by keys", NameUse.Optional, TopCommand.Run)
        {
            Options =
            [
                VerbOption.Flag("read-only", "Show only: no key acts on a daemon"),
                VerbOption.Flag("no-mouse", "Leave the mouse to the terminal, to select text"),
                .. FleetOptions.Options,
            ],
        },
        new(WebCommand.Name, "Serve a page that shows the daemons and acts on them, and print a link to it", NameUse.Web, WebCommand.Run)
        {
            Options =
            [
                VerbOption.Flag("read-only", "Show only: no page acts on a daemon; with link, only that of the link"),
                new("port", "number", "Port of 127.0.0.1 [default: one that is chosen once and kept]", "a number from 1 to 65535"),
                new("metrics", "address", "Serve /metrics, and nothing else, on this address too", "an address such as 0.0.0.0:9464"),
                new("public", "url", "Address of the page behind a reverse proxy", "an address such as https://ops.example.com/daemons/"),
                VerbOption.Flag("control", "As root, let the page act on daemons"),
                .. FleetOptions.OptionsOfWeb,
            ],
        },
        Of(DaemonVerb.Start, "Start with the options of the last start") with { Offers = static state => !IsAlive(state) },
        Of(DaemonVerb.Stop, "Stop, and return when stopped", Yes) with { Offers = IsAlive },
        Of(DaemonVerb.Restart, "Stop, then start with the same options and environment", Yes),
        Of(DaemonVerb.Reload, "Reopen the logs and call OnReload") with { Offers = IsAlive },
        Of(DaemonVerb.Tick, "Tick now, and say whether the tick began") with { Offers = IsAlive },
        new("logs", "Print the end of the logs, sorted by time", NameUse.Required, LogsCommand.Run)
        {
            Options =
            [
                VerbOption.Flag("follow", "Follow the logs until Ctrl-C") with { Alias = 'f' },
                Lines("Number of last lines to show [default: 10; with --since: all]"), Since, Format,
            ],
        },
        new("history", "Show the last ticks, and how long ticks took", NameUse.Required, HistoryCommand.Run)
        {
            Options = [Lines("Number of last ticks to show [default: 10; with --since, json or csv: all]"), Since, HistoryFormat],
        },
        new("doctor", "Look for mistakes in the machine and in daemons, or in a program named by its path", NameUse.Examined,
            DoctorCommand.Run)
        {
            Options =
            [
                VerbOption.Flag("verbose", "Show all checks, also those that passed, with what was read") with { Alias = 'v' },
                Format,
                VerbOption.Flag("start", "Start the program too, with its real code, in a sandbox"),
                VerbOption.Flag("long", "With --start, watch for ten minutes whether it is steady"),
            ],
        },
        new("forget", "Remove the card of a daemon that does not run", NameUse.Required, ForgetCommand.Run)
        {
            Offers = static state => !IsAlive(state),
        },
        new("api", "Answer the tool of another machine, which starts this by ssh", NameUse.None, ApiCommand.Run)
        {
            Options =
            [
                VerbOption.Flag("stdio", "Read requests from standard input, and write answers to standard output"),
                VerbOption.Flag("read-only", "Show only: no request acts on a daemon"),
            ],
        },
        new("completion", $"Print the completion script of a shell: {ShellScript.Accepted}", NameUse.Shell, CompletionCommand.Run),
    ];

    /// <summary>The options of the command.</summary>
    public VerbOption[] Options { get; init; } = [];

    /// <summary>Whether completion offers a daemon in a state: by default any.</summary>
    public Predicate<DaemonState> Offers { get; init; } = static _ => true;

    /// <summary>Finds a command; null for an unknown word.</summary>
    public static ToolCommand? Find(string word) => Array.Find(All, command => command.Name == word);

    /// <summary>Creates the error about a word that is not a command.</summary>
    public static DaemonException Unknown(string word) => new(
        $"there is no command '{OneLine.From(word)}'; " + (
            Suggestion.Find(word, Array.ConvertAll(All, static command => command.Name)) is { } name
                ? $"did you mean '{name}'?"
                : $"for a daemon, say 'daemonize status {OneLine.From(word)}'; see 'daemonize --help'"),
        DaemonExitCode.Usage);

    /// <summary>Finds an option by the word of a command line, such as <c>--lines</c> or <c>-n</c>; null for an unknown one.</summary>
    public VerbOption? FindOption(string word) => Array.Find(
        Options,
        option => "--" + option.Name == word || (option.Alias != '\0' && word is ['-', var letter] && letter == option.Alias));

    private static bool IsAlive(DaemonState state) => state is not (DaemonState.Stopped or DaemonState.Dead);

    private static ToolCommand Of(DaemonVerb verb, string help, params VerbOption[] options) =>
        new(verb.ToWord(), help, NameUse.Required, request => VerbCommand.Run(verb, request))
        {
            Options = [.. options, .. FleetOptions.Options],
        };

    private static VerbOption Lines(string help) => new("lines", "number", help, "a number of lines from 0 to 2147483647") { Alias = 'n' };
}

/// <summary>The words that a command takes besides its options.</summary>
/// <param name="Syntax">The words as the help shows them.</param>
/// <param name="Missing">What to say after the name of the command if there is none; null if none is needed.</param>
internal sealed record NameUse(string Syntax, string? Missing)
{
    /// <summary>The words of which one can be given; null for the names of daemons.</summary>
    public string[]? Words { get; init; }

    /// <summary>Without a name, all daemons are meant.</summary>
    public static readonly NameUse Optional = new("[pattern...]", null);

    /// <summary>Daemons, or the path of a program; without one, all daemons are meant.</summary>
    public static readonly NameUse Examined = new("[name... | program]", null);

    /// <summary>At least one name: what acts on all of them must say so with a pattern.</summary>
    public static readonly NameUse Required =
        new("<name...>", "needs the name of a daemon, or a pattern such as '*'; 'daemonize list' shows the names");

    /// <summary>A verb of the daemon that serves the page.</summary>
    public static readonly NameUse Web = new($"[{string.Join('|', WebCommand.Words)}]", null) { Words = WebCommand.Words };

    /// <summary>No word at all.</summary>
    public static readonly NameUse None = new("", null) { Words = [] };

    /// <summary>The name of a shell.</summary>
    public static readonly NameUse Shell = new("<shell>", $"takes {ShellScript.Accepted}; the first lines of the script say how to use it")
    {
        Words = [.. ShellScript.Names],
    };
}
