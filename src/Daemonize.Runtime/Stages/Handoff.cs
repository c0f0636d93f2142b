using System.Buffers.Text;
using System.Text;
using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>
/// The pipe from the later stages back to the command. Few lines are spoken on it: <c>P 39815</c> from the session stage, the daemon's process id; then from
/// the daemon <c>R</c>, it is ready, and <c>K</c>, the lock file says so too; or from either <c>F 1 TEXT</c>, why it cannot be. The end without these is a death,
/// of which the watcher, where there is one, knows <c>D 256</c>, how it came (wait(2)).
/// </summary>
internal static class Handoff
{
    /// <summary>pipe(7): what is shorter than this arrives in one piece.</summary>
    private const int MaxMessage = 4096;

    /// <summary>How often a message is sent that the system had no memory for.</summary>
    private const int MaxAttempts = 100;

    /// <summary>In characters, of which each takes three bytes at most: a reason behind a long path must not be cut off.</summary>
    private const int MaxText = 1300;

    /// <summary>A new one: the end that hears, and the one that is handed down.</summary>
    public static unsafe (Descriptor Receiver, Descriptor Sender) Open()
    {
        var ends = stackalloc int[2];
        return Libc.pipe2(ends, Libc.O_CLOEXEC) == 0
            ? (new Descriptor(ends[0]).MoveOutOfTheWay(), new Descriptor(ends[1]).MoveOutOfTheWay())
            : throw Errno.Exception("create a pipe", Errno.Last);
    }

    public static void SendDeath(ProcessEnd end) => Send($"D {end.Status}");

    public static void SendPid(int pid) => Send($"P {pid}");

    /// <summary>
    /// False when the command is gone. With the process id once more, in the same write(2): on a busy machine the daemon can be ready before the session stage
    /// has its turn to tell it.
    /// </summary>
    public static bool TrySendReady() => Send($"P {Environment.ProcessId}\nR");

    /// <summary>The last word. The end of the pipe would not do: the kernel keeps it open as long as a thread of ours waits on it.</summary>
    public static void SendKnownAndClose()
    {
        Send("K");
        _ = Libc.close(StageDescriptors.Handoff);
    }

    public static void SendFailure(int exitCode, string text) =>
        Send($"F {exitCode} {OneLine.Shorten(OneLine.Whole(text), MaxText)}");

    private static bool Send(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        var length = Math.Min(bytes.Length, MaxMessage - 1);
        Array.Resize(ref bytes, length + 1);
        bytes[length] = (byte)'\n';
        int errno;
        for (var attempt = 0; !Descriptor.TryWrite(StageDescriptors.Handoff, bytes, out errno) && Errno.IsShortage(errno) && attempt < MaxAttempts; attempt++)
        {
            Errno.WaitForRelief();
        }

        return errno == 0;
    }

    /// <summary>Reads until the outcome is known, or <paramref name="deadline"/>. Throws where the pipe cannot be read.</summary>
    public static HandoffOutcome Receive(Descriptor pipe, Deadline deadline)
    {
        var buffer = new byte[2 * MaxMessage];
        var length = 0;
        var outcome = new HandoffOutcome(HandoffResult.Died, 0, DaemonExitCode.Failure, "");
        while (deadline.WaitForInput(pipe.Number))
        {
            var count = Descriptor.Read(pipe.Number, buffer.AsSpan(length), out var errno);
            if (count < 0)
            {
                if (!Errno.IsShortage(errno))
                {
                    throw Errno.Exception("read from the daemon", errno);
                }

                Errno.WaitForRelief();
                continue;
            }

            if (count == 0)
            {
                return outcome;
            }

            length += count;
            while (buffer.AsSpan(0, length).IndexOf((byte)'\n') is >= 0 and var end)
            {
                outcome = Hear(outcome, buffer.AsSpan(0, end));
                if (buffer[0] is (byte)'K' or (byte)'F')
                {
                    return outcome;
                }

                buffer.AsSpan(end + 1, length - end - 1).CopyTo(buffer);
                length -= end + 1;
            }
        }

        return outcome.Result == HandoffResult.Died ? outcome with { Result = HandoffResult.TimedOut } : outcome;
    }

    private static HandoffOutcome Hear(HandoffOutcome outcome, ReadOnlySpan<byte> line) => line switch
    {
        [(byte)'P', _, .. var number] => outcome with { Pid = Utf8Parser.TryParse(number, out int pid, out _) ? pid : 0 },
        [(byte)'F', _, .. var rest] when Utf8Parser.TryParse(rest, out int exitCode, out var digits) && digits < rest.Length =>
            new(HandoffResult.Failed, outcome.Pid, exitCode, Encoding.UTF8.GetString(rest[(digits + 1)..])),
        [(byte)'D', _, .. var number] => outcome with { End = Utf8Parser.TryParse(number, out int status, out _) ? new ProcessEnd(status) : null },
        [(byte)'R'] => outcome with { Result = HandoffResult.Ready, ExitCode = DaemonExitCode.Success },
        _ => outcome,
    };
}

/// <summary>How a start went, as told on the pipe.</summary>
/// <param name="Result">What came last.</param>
/// <param name="Pid">The daemon, or 0 when the session stage never came to start it.</param>
/// <param name="ExitCode">With <see cref="HandoffResult.Failed"/>: what the command exits with.</param>
/// <param name="Text">With <see cref="HandoffResult.Failed"/>: why.</param>
internal readonly record struct HandoffOutcome(HandoffResult Result, int Pid, int ExitCode, string Text)
{
    /// <summary>How the daemon ended, with <see cref="HandoffResult.Died"/> and where it is known.</summary>
    public ProcessEnd? End { get; init; }
}

/// <summary>See <see cref="HandoffOutcome"/>.</summary>
internal enum HandoffResult
{
    /// <summary>The daemon is ready.</summary>
    Ready,

    /// <summary>A stage said why it cannot go on.</summary>
    Failed,

    /// <summary>The pipe was closed without a word: the last stage has died.</summary>
    Died,

    /// <summary>Nothing was decided in time.</summary>
    TimedOut,
}
