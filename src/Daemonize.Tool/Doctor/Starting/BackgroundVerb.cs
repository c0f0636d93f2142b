using System.Diagnostics;
using System.Text;
using Daemonize.Launch;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// A verb that runs while this process goes on: in its own session, with /dev/null as its input. What it writes goes into memory, so that
/// nothing waits for a reader.
/// </summary>
internal sealed class BackgroundVerb : IDisposable
{
    private const int MaxOutput = 64 * 1024;

    private readonly long _beginning = Stopwatch.GetTimestamp();
    private readonly string _words;
    private readonly Descriptor _output = Descriptor.OpenMemory("output");
    private readonly Descriptor _error = Descriptor.OpenMemory("error");
    private OwnProcess? _process;

    private BackgroundVerb(string words) => _words = words;

    /// <summary>The process of the verb.</summary>
    public OwnProcess Process => _process!;

    public static BackgroundVerb Begin(SandboxedProgram program, string verb, params ReadOnlySpan<string> more)
    {
        var spec = program.SpecOf(verb, more);
        return Begin(
            string.Join(' ', [verb, program.Job.Daemon, .. more]),
            (nothing, output, error) => Spawner.Spawn(spec, [nothing, output, error], inNewSession: true));
    }

    /// <summary>Starts a verb in another way than the usual one.</summary>
    /// <param name="words">The verb, for people.</param>
    /// <param name="spawn">Starts the process with three descriptors, and returns its id.</param>
    public static BackgroundVerb Begin(string words, Func<int, int, int, int> spawn)
    {
        using var nothing = Descriptor.OpenNull();
        var call = new BackgroundVerb(words);
        var pid = spawn(nothing.Number, call._output.Number, call._error.Number);

        // A child keeps its id until it is reaped.
        call._process = OwnProcess.TryOpen(pid) ?? throw new DaemonException($"cannot see process {pid}, which '{words}' is");
        return call;
    }

    /// <summary>Waits for the end of the verb, and kills it if the time is over before.</summary>
    public VerbRun Complete(TimeSpan limit)
    {
        var hasEnded = Process.WaitForEnd(limit - Stopwatch.GetElapsedTime(_beginning));
        if (!hasEnded)
        {
            Process.Signal(Libc.SIGKILL);
        }

        var end = Process.Reap();
        var took = Stopwatch.GetElapsedTime(_beginning);
        return new VerbRun(_words, hasEnded ? end : null, Read(_output), Read(_error), took);
    }

    public void Dispose()
    {
        _process?.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    /// <summary>Reads the beginning of a file in memory, whatever its offset is.</summary>
    private static unsafe string Read(Descriptor memory)
    {
        var bytes = new byte[MaxOutput];
        fixed (byte* start = bytes)
        {
            var length = (int)Libc.pread(memory.Number, start, MaxOutput, 0);
            return Encoding.UTF8.GetString(bytes, 0, Math.Max(0, length));
        }
    }
}
