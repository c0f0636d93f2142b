using System.Diagnostics;
using Daemonize.History;
using Daemonize.Launch;
using Daemonize.Operations;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>The program that the checks start: its verbs, its daemon, and the places of the sandbox. One thread uses it.</summary>
internal sealed class SandboxedProgram(StartJob job)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan CardTime = new(0, 0, 2);

    private DaemonCard? _card;

    public StartJob Job => job;

    public StartPlan Plan => job.Plan;

    /// <summary>Whether this process is the first of a pid namespace, outside of which nothing can be signalled.</summary>
    public static bool HasNamespace => Environment.ProcessId == 1;

    public string Name => Number > 0 ? $"{job.Daemon}:1" : job.Daemon;

    /// <summary>The pid file as the program takes it on its command line.</summary>
    public string BasePidFile => $"{job.Directory}/{SandboxDirectory.Run}/{job.Daemon}.pid";

    public string PidFile => InstanceFiles.WithNumber(BasePidFile, Number);

    public string LogDirectory => $"{job.Directory}/{SandboxDirectory.Log}";

    public string LogFile => InstanceFiles.WithNumber($"{LogDirectory}/{job.Daemon}.log", Number);

    /// <summary>The options of a start.</summary>
    public List<string> StartOptions =>
    [
        .. job.Options, $"--{Setting.PidFile.Name}={BasePidFile}", $"--{Setting.LogFile.Name}={LogDirectory}/{job.Daemon}.log",
        .. job.IsNumbered ? (string[])[$"--{Setting.Instances.Name}=1"] : [],
    ];

    /// <summary>
    /// The number of the instance; 0 for a plain daemon, as which one instance runs where only an option has asked for several.
    /// </summary>
    private int Number =>
        job.IsNumbered && File.Exists(InstanceFiles.LockOf(InstanceFiles.WithNumber(BasePidFile, number: 1))) ? 1 : 0;

    public TimeSpan StartTimeout => TimeOf(Setting.StartTimeout);

    public TimeSpan StopTimeout => TimeOf(Setting.StopTimeout);

    /// <summary>How long a verb may take.</summary>
    public TimeSpan Limit => StartTimeout + StopTimeout + Plan.Verb;

    /// <summary>The newest numbers of the daemon; null if it has no history.</summary>
    public Pulse? Pulse => HistoryReader.TryReadPulse(HistoryFile.PathOf(PidFile), static _ => true);

    /// <summary>The records of all runs in the sandbox; empty without a history.</summary>
    public IReadOnlyList<HistoryRecord> Records => HistoryReader.TryRead(HistoryFile.PathOf(PidFile), static _ => true)?.Records ?? [];

    /// <summary>Gets the command line of a verb.</summary>
    public string[] WordsOf(string verb, params ReadOnlySpan<string> more) =>
    [
        .. job.Command, verb, job.Daemon, .. verb is "start" or "run" ? StartOptions : [$"--{Setting.PidFile.Name}={BasePidFile}"],
        .. more,
    ];

    public LaunchSpec SpecOf(string verb, params ReadOnlySpan<string> more) =>
        LaunchSpec.OfTool(job.Command[0], WordsOf(verb, more), variables: []);

    /// <summary>Runs a verb to its end, or until its time is over.</summary>
    public VerbRun Run(string verb, params ReadOnlySpan<string> more)
    {
        using var call = BackgroundVerb.Begin(this, verb, more);
        return call.Complete(Limit);
    }

    /// <summary>Starts the daemon; a check that needs it is not known if that fails.</summary>
    /// <returns>The process of the daemon.</returns>
    public int Start(params ReadOnlySpan<string> more)
    {
        var start = Run("start", more);
        if (!start.HasSucceeded || FindDaemon() is not { } pid)
        {
            throw new DaemonException($"it does not start: {start.Description}");
        }

        // The daemon writes its card after the start has returned. A program without a lock has none.
        _ = File.Exists(InstanceFiles.LockOf(PidFile)) && WaitUntil(() => FindCard() is not null, CardTime);
        return pid;
    }

    /// <summary>
    /// Finds the process of the daemon: that which holds the lock, or for a program with another lock the one that the pid file names. Null
    /// if none runs.
    /// </summary>
    public int? FindDaemon()
    {
        var probe = LockProbe.Find(InstanceFiles.LockOf(PidFile));
        return probe is { State: LockState.Running, Record: { } record } ? record.Pid
            : PidFileText.Pid is { } pid && IsAlive(pid) ? pid
            : null;
    }

    /// <summary>Gets what the pid file has.</summary>
    public Identity.PidFileText PidFileText => Identity.PidFileText.Read(PidFile);

    /// <summary>Whether a process that was started here runs.</summary>
    public static bool IsAlive(int pid)
    {
        using var process = OwnProcess.TryOpen(pid);
        return process is not null && ProcessTable.TryReadStat(pid) is not null;
    }

    /// <summary>Looks at the daemon as the other checks do.</summary>
    public ExaminedDaemon Examine()
    {
        var status = Status.OfFiles(new LockOwner(job.Program, Name), PidFile, static () => ThisProcess.UserId);
        var card = FindCard();
        var seen = new SeenDaemon(new(status) { Program = job.Program })
        {
            PidFile = PidFile,
            Process = status.ProcessId,
            Card = card is null ? null : new FoundCard("", card),
            Command = job.Command,
        };
        return new ExaminedDaemon(seen, DateTimeOffset.UtcNow);
    }

    /// <summary>Gets the text of a setting; null if it has none, or the settings are not known.</summary>
    public string? SettingOf(Setting setting) =>
        Array.FindLast(job.Options, option => option.StartsWith($"--{setting.Name}=", StringComparison.Ordinal)) is { } option
            ? option[(setting.Name.Length + 3)..]
        : FindCard() is { } card && Array.Find(card.Settings, known => known.Name == setting.Property) is { } given ? given.Value
        : setting.DefaultText(job.Daemon);

    /// <summary>Gets a duration of the settings; zero for none.</summary>
    public TimeSpan TimeOf(Setting setting) => Duration.TryParse(SettingOf(setting) ?? "", out var time) ? time : TimeSpan.Zero;

    /// <summary>Waits until something holds; false if the time is over before.</summary>
    public static bool WaitUntil(Func<bool> holds, TimeSpan limit)
    {
        var deadline = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(deadline) > limit)
            {
                return false;
            }

            // No event reports what another process does with its files.
            Thread.Sleep(LookAgain);
        }

        return true;
    }

    /// <summary>Ends every process that was started here, and removes what the daemon has left except its card.</summary>
    public void CleanUp()
    {
        _ = FindCard();
        OwnProcess.EndAll();
        foreach (var directory in (ReadOnlySpan<string>)[SandboxDirectory.Run, SandboxDirectory.Log, SandboxDirectory.Full])
        {
            foreach (var entry in new DirectoryInfo($"{job.Directory}/{directory}").EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo { LinkTarget: null } other)
                {
                    other.Delete(recursive: true);
                }
                else
                {
                    entry.Delete();
                }
            }
        }
    }

    /// <summary>
    /// Finds the card of the first start, which has the settings that the checks need; others give some settings another value.
    /// </summary>
    private DaemonCard? FindCard()
    {
        if (_card is null && Directory.Exists($"{job.Directory}/{SandboxDirectory.Cards}"))
        {
            _card = Directory.GetFiles($"{job.Directory}/{SandboxDirectory.Cards}", "*.json").Select(CardFile.TryRead)
                .FirstOrDefault(card => card?.PidFile == PidFile);
        }

        return _card;
    }
}
