using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>Makes the checks that start the program of a daemon, each daemon in its own sandbox.</summary>
/// <param name="plan">How often and how long to look.</param>
internal sealed class StartExamination(StartPlan plan)
{
    /// <summary>The settings that say where files are, or how many instances there are: the sandbox sets them.</summary>
    private static readonly Setting[] OfSandbox = [Setting.PidFile, Setting.LogFile, Setting.ErrorFile, Setting.Instances];

    /// <summary>The ids of all checks.</summary>
    public static string[] AllIds => Array.ConvertAll(CheckTable.OfStart, static check => check.Id);

    /// <summary>The ids of the checks to make.</summary>
    public string[] Ids { get; init; } = AllIds;

    /// <summary>The executable of this tool, and the words of its host.</summary>
    public string[] Tool { get; init; } = [ProgramPath.Executable, .. HostWords.Absolute];

    /// <summary>The environment for the program; null for that of the daemon if it runs, or of this process.</summary>
    public NulTerminatedStrings? Environment { get; init; }

    /// <summary>Receives the id of each check that was made.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    /// <summary>Makes the checks.</summary>
    /// <param name="daemon">The daemon, which may run: it is left alone.</param>
    /// <param name="signal">The signal that has ended the sandbox; 0 for none. Some checks are not known then.</param>
    public List<CheckedItem> Make(SeenDaemon daemon, out int signal)
    {
        Dictionary<string, CheckResult> results = [];
        signal = 0;
        if (FindObstacle(daemon) is { } obstacle)
        {
            return ItemsOf(_ => CheckResult.NotKnown(obstacle));
        }

        var why = "it was interrupted";
        try
        {
            signal = Run(daemon, (id, result) =>
            {
                results[id] = result;
                Report(id);
            });
        }
        catch (DaemonException exception)
        {
            why = exception.Message;
        }

        return ItemsOf(id => results.GetValueOrDefault(id) ?? CheckResult.NotKnown(why));
    }

    /// <summary>Finds why a program is not started; null for nothing.</summary>
    public static string? FindObstacle(SeenDaemon daemon)
    {
        if (daemon.Command.Length == 0)
        {
            return "it has no card, so it is not known how to start its program; name the program by its path";
        }

        if (daemon.Owner.UserId != ThisProcess.UserId)
        {
            return $"it belongs to {ProcessTable.UserName(daemon.Owner.UserId)}; run the tool as that user";
        }

        // The verbs of the program would act on the service, and not on what runs in the sandbox.
        if ((daemon.Unit ?? Units.FindAll().Find(unit => unit.Program == daemon.Program && unit.Daemon == daemon.Daemon)) is { } unit)
        {
            return $"it is installed ({unit.File}), and its verbs go to {unit.Manager}; look at a copy under another name, or uninstall it";
        }

        return daemon.Card?.Card is { } card
            && Array.Exists(card.Settings, static known => known.Name == Setting.Cluster.Property)
            ? "it shares its schedule with other machines, and would take ticks of theirs"
            : null;
    }

    private int Run(SeenDaemon daemon, Action<string, CheckResult> report)
    {
        TrustedProgram.Check(daemon.Command, daemon.Owner);
        var card = daemon.Card?.Card;
        using var directory = SandboxDirectory.Create(card?.User);
        var job = new StartJob(directory.Path, plan, Ids)
        {
            Program = daemon.Program,
            Daemon = daemon.Daemon,
            IsNumbered = daemon.Instance is not null,
            Command = daemon.Command,
            Options = [.. (card?.Options ?? []).Where(static option => !Array.Exists(OfSandbox, setting => IsOption(option, setting)))],
        };
        return new SandboxRun(Tool, report).Run(job, directory, Environment ?? EnvironmentOf(daemon));
    }

    /// <summary>
    /// Gets the environment: that of the daemon if it runs, which has what its program needs; otherwise that of this process.
    /// </summary>
    private static NulTerminatedStrings EnvironmentOf(SeenDaemon daemon)
    {
        if (daemon.Process is not null)
        {
            return VerbEnvironment.Of([daemon], DaemonVerb.Restart);
        }

        var environment = NulTerminatedStrings.Split(ProcFs.TryReadAll("/proc/self/environ", out _) ?? []);
        DiagnosticSwitch.RestoreCallers(environment);
        return environment;
    }

    private List<CheckedItem> ItemsOf(Func<string, CheckResult> resultOf)
    {
        List<CheckedItem> items = [];
        foreach (var check in CheckTable.OfStart)
        {
            if (Array.IndexOf(Ids, check.Id) >= 0)
            {
                var result = resultOf(check.Id);
                items.Add(new CheckedItem(check.Id, check.Title, result.Severity ?? check.Severity, result));
            }
        }

        return items;
    }

    private static bool IsOption(string option, Setting setting) => option.StartsWith($"--{setting.Name}=", StringComparison.Ordinal);
}
