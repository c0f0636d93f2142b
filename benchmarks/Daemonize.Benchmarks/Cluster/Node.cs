using System.Globalization;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>One process of a contender, with its own directories, as if it had a machine.</summary>
internal sealed class Node
{
    private static int _count;

    private readonly string _folder = Path.Combine(Places.Work, string.Create(CultureInfo.InvariantCulture, $"node{++_count}"));
    private readonly NodePlace _place;
    private readonly string[] _command;
    private int _pid;

    /// <param name="contender">The scheduler.</param>
    /// <param name="place">Where the process runs.</param>
    /// <param name="workMs">How long a tick works, in milliseconds.</param>
    public Node(Contender contender, NodePlace place, int workMs)
    {
        Directory.CreateDirectory(_folder);
        _place = place;
        _command = Command.WithLog(
            Path.Combine(_folder, "log"),
            [
                .. place.Launcher, "/usr/bin/setpriv", "--pdeathsig=KILL", "/usr/bin/env", .. contender.Variables(place.Host, place.Port),
                "CLUSTER_NOTES=" + _folder, string.Create(CultureInfo.InvariantCulture, $"CLUSTER_WORK={workMs}"),
                "RUNTIME_DIRECTORY=" + _folder, "STATE_DIRECTORY=" + _folder, .. place.Variables, Places.App("jit", contender.App),
                .. contender.Arguments,
            ]);
    }

    /// <summary>When the process has ended, in microseconds on CLOCK_MONOTONIC; null while it runs.</summary>
    public long? EndedAt { get; private set; }

    public IEnumerable<NotedTick> Ticks
    {
        get
        {
            var file = FileOf("notes");
            return File.Exists(file) ? NotedTick.Read(this, File.ReadAllText(file)) : [];
        }
    }

    /// <summary>Starts the process.</summary>
    public Node Start()
    {
        _pid = Child.Start(_command);
        return this;
    }

    /// <summary>Creates the process that takes the place of this one when it has ended.</summary>
    public Node Again(Contender contender, int workMs) => new Node(contender, _place, workMs).Start();

    public void Signal(int signal)
    {
        if (EndedAt is null)
        {
            _ = Libc.kill(_pid, signal);
        }
    }

    /// <summary>Lets the tick that runs last until it is cancelled.</summary>
    public void Hold() => File.WriteAllText(FileOf("hold"), "");

    /// <summary>Notes the end of the process, if it has ended by itself.</summary>
    public bool HasEnded(TimeSpan? wait = null)
    {
        if (EndedAt is null && Child.WaitForEnd(_pid, wait ?? TimeSpan.Zero))
        {
            EndedAt = Instant.Now;
            _ = Child.Reap(_pid);
        }

        return EndedAt is not null;
    }

    /// <summary>Kills the process with SIGKILL and waits for its end.</summary>
    public void Kill()
    {
        Signal(Libc.SIGKILL);
        _ = HasEnded(TimeSpan.FromSeconds(10));
    }

    private string FileOf(string kind) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_pid}.{kind}"));
}
