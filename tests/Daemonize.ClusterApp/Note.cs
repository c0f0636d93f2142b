using System.Diagnostics;
using Daemonize;

namespace ClusterApp;

/// <summary>
/// What a tick leaves for the tests: lines in a file of its process, <c>NAME-PID</c> in the folder CLUSTERAPP_OUTPUT. Each has slot,
/// token, attempt, the time on CLOCK_MONOTONIC in microseconds, which all processes of a machine share, and the wall clock in
/// milliseconds.
/// </summary>
internal sealed class Note : IDisposable
{
    private static readonly string Folder = Variable("CLUSTERAPP_OUTPUT");

    private readonly string _file;
    private readonly string _tick;
    private FileStream? _only;

    private Note(string name, DaemonContext daemon)
    {
        _file = Path.Combine(Folder, $"{name}-{Environment.ProcessId}");
        _tick = $"{daemon.ScheduledAt.ToUnixTimeMilliseconds()} {daemon.Token} {daemon.Attempt}";
    }

    /// <summary>Whether a test wants the tick to last.</summary>
    public static bool MustHold => File.Exists(Path.Combine(Folder, "hold"));

    /// <summary>Whether the token of the tick was cancelled.</summary>
    public bool HasHeard { get; set; }

    /// <summary>
    /// Notes the beginning, and takes a lock that the kernel keeps for as long as the tick runs, or its process lives. Whoever does not
    /// get it runs next to another tick, whatever the clocks say.
    /// </summary>
    public static Note Begin(string name, DaemonContext daemon)
    {
        var note = new Note(name, daemon);
        try
        {
            note._only = new FileStream(Variable("CLUSTERAPP_ONLY"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            note.Tell("begin");
        }
        catch (IOException)
        {
            note.Tell("overlap");
        }

        return note;
    }

    public static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

    public void Tell(string what)
    {
        var time = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
        File.AppendAllText(_file, $"{what} {_tick} {time} {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}\n");
    }

    public void Dispose()
    {
        Tell(HasHeard ? "heard" : "end");
        _only?.Dispose();
    }
}
