using System.Text;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Acting;

/// <summary>Runs the verb of a call as a process: its standard input is /dev/null, and its output is kept.</summary>
internal static class VerbProcess
{
    /// <summary>How much of each output is kept, in bytes.</summary>
    private const int MaxOutput = 64 * 1024;

    /// <summary>Runs the verb to its end, or until the limit has passed.</summary>
    public static VerbOutcome Run(VerbCall call)
    {
        try
        {
            return RunProcess(call);
        }
        catch (DaemonException exception)
        {
            return new VerbOutcome(
                call.Name, exception.ExitCode, "", $"cannot {call.Verb.ToWord()} {call.Name}: {exception.Message}");
        }
    }

    private static VerbOutcome RunProcess(VerbCall call)
    {
        using var nothing = Descriptor.OpenNull();
        using var output = Descriptor.OpenMemory("output");
        using var error = Descriptor.OpenMemory("error");
        var pid = Start(call, nothing, output, error);

        // A thread, because the wait for a child has no limit of time.
        var end = (ProcessEnd?)null;
        var reaper = new Thread(() => end = ChildProcess.Reap(pid)) { IsBackground = true };
        reaper.Start();
        var hasEnded = reaper.Join(call.Limit);
        var problem = !hasEnded
            ? $"'{call.Verb.ToWord()}' of {call.Name} still runs after {Duration.Format(call.Limit)} (pid {pid}); see 'daemonize status'\n"
            : end is null ? $"cannot learn how '{call.Verb.ToWord()}' of {call.Name} ended; see 'daemonize status'\n"
            : "";
        return new VerbOutcome(call.Name, end?.ShellCode ?? DaemonExitCode.Failure, Read(output), Read(error) + problem);
    }

    private static int Start(VerbCall call, Descriptor nothing, Descriptor output, Descriptor error)
    {
        if (call.Owner.UserId == ThisProcess.UserId)
        {
            return Spawner.Spawn(
                LaunchSpec.OfTool(call.Words, call.Environment), [nothing.Number, output.Number, error.Number], call.IsInNewSession);
        }

        // In a new session: another user's program must not get root's terminal, into which it could type (TIOCSTI).
        using var environment = OwnerStage.Write(call.Environment);
        return Spawner.Spawn(
            LaunchSpec.Of(OwnerStage.ArgumentsFor(call), []), [nothing.Number, output.Number, error.Number, environment.Number],
            inNewSession: true);
    }

    /// <summary>Reads the beginning of a file in memory, whatever its offset is.</summary>
    private static unsafe string Read(Descriptor memory)
    {
        var bytes = new byte[MaxOutput];
        var (length, count) = (0, 0);
        fixed (byte* start = bytes)
        {
            do
            {
                length += count;
                count = (int)Libc.pread(memory.Number, start + length, (nuint)(MaxOutput - length), length);
            }
            while (count > 0);
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
