using Daemonize.CompilerServices;
using Daemonize.Platform;
using Daemonize.ServiceFiles;
using Daemonize.Text;
using Daemonize.Tool.Web;

namespace Daemonize.Tool.Commands;

/// <summary>
/// Runs <c>web</c>: starts the daemon that serves the page, prints links to it, and passes the verbs of the daemon on to the library.
/// </summary>
internal static class WebCommand
{
    public const string Name = "web";

    private const string Link = "link";
    private const string InstallVerb = "install";

    /// <summary>The verbs that are the library's, with its options.</summary>
    private static readonly string[] Verbs = ["stop", "restart", "status", "logs", InstallVerb, "uninstall"];

    /// <summary>
    /// What takes the name of the daemon as that of any other. It is not the table of commands: a stage of a start runs nothing else.
    /// </summary>
    private static readonly string[] OfTool =
        [InstallVerb, "list", "top", Name, "doctor", "forget", "api", "completion", "help"];

    /// <summary>The words after the command.</summary>
    public static readonly string[] Words = [Link, .. Verbs];

    /// <summary>
    /// Whether the arguments are those of the daemon itself: a stage of its start, or a verb by which the control room acts on it as on any
    /// other daemon.
    /// </summary>
    public static bool IsOfDaemon(ReadOnlySpan<string> args) => args is [var verb, WebDaemon.Name, ..] && !OfTool.Contains(verb);

    /// <summary>Gets the arguments for the library if they are a verb of the daemon, such as <c>web stop</c>; null otherwise.</summary>
    public static string[]? FindVerb(string[] args)
    {
        if (args is [InstallVerb, WebDaemon.Name, ..])
        {
            return args;
        }

        if (args is not [Name, var verb, .. var rest] || Array.IndexOf(Verbs, verb) < 0)
        {
            return null;
        }

        var isOfManager = verb is InstallVerb or "uninstall";
        return [verb, WebDaemon.Name, .. isOfManager ? [] : PidFileOptions(), .. rest];
    }

    /// <summary>Runs a verb of the daemon and returns its exit code.</summary>
    public static int RunVerb(string[] verb)
    {
        var isHelp = verb.AsSpan().IndexOfAny("--help", "-h") >= 0;
        return verb[0] == InstallVerb && SystemdInstallation.IsBooted && !isHelp ? Install(verb) : Daemons.Run(verb);
    }

    public static int Run(Request request)
    {
        if (request.Names is not ([] or [Link]))
        {
            throw new DaemonException(
                $"web takes {string.Join(", ", Words)}, or nothing to start and print a link, not '{OneLine.From(request.Names[0])}'",
                DaemonExitCode.Usage);
        }

        var isStart = request.Names is [] && !IsServed(request);
        if (isStart && Start(request) is not DaemonExitCode.Success and var exitCode)
        {
            return exitCode;
        }

        // Given with a start, the option is the server's.
        var isReadOnly = request.Names is [Link] && request.Has("read-only");
        var (link, whyNot) = WebClient.RequestLink(WebPlaces.Find(), isReadOnly);
        if (isStart && whyNot is not null && !request.Has("read-only"))
        {
            Terminal.WriteError($"daemonize: {whyNot}; 'daemonize web restart --control' does that\n");
        }

        Terminal.WriteLine(link);
        return DaemonExitCode.Success;
    }

    /// <summary>Whether the daemon runs. Throws if it does and options are given, which are those of a start.</summary>
    private static bool IsServed(Request request)
    {
        var options = request.OptionWords;
        return WebClient.IsRunning(WebPlaces.Find()) && (options.Count == 0 ? true : throw new DaemonException(
            $"the page is served already; 'daemonize web restart {string.Join(' ', options)}' changes its options",
            DaemonExitCode.Usage));
    }

    /// <summary>Starts the daemon, and returns the exit code of the verb.</summary>
    private static int Start(Request request)
    {
        _ = WebOptions.Parse(
            readOnly: false, port: 0, request.TextOf("metrics"), request.TextOf("public"), control: false, request.TextOf("host"),
            request.TextOf("ssh"));
        return Daemons.Run(["start", WebDaemon.Name, .. PidFileOptions(), .. request.OptionWords]);
    }

    /// <summary>
    /// Registers the daemon with systemd. The library's unit would restrict the daemon, and with it all daemons that it starts; and it
    /// would end them when the daemon stops.
    /// </summary>
    private static int Install(string[] verb) => Daemonize.Commands.Install.Run(
        Definitions.Program, verb, static (plan, _) => [SystemdService.CreateForStarter(plan)]);

    private static string[] PidFileOptions() => WebPlaces.FindPidFile() is { } pidFile ? [$"--pid-file={pidFile}"] : [];
}
