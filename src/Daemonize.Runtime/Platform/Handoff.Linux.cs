using System.Buffers.Text;
using System.Text;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>
/// The pipe from the later stages back to the command. Each message is a line: <c>P 39815</c>, the daemon's process id, from a session
/// stage or the watcher; <c>R</c>, the daemon is ready, and <c>K</c>, the lock file says so too, from the daemon; <c>F 1 TEXT</c>, the exit
/// code and reason of a failure, from any of them. An end of file before these means that the process has died; its watcher, if there is
/// one, reports how with <c>D 256</c>, the status of wait(2).
/// </summary>
internal static class Handoff
{
    /// <summary>The length below which a message arrives in one piece (PIPE_BUF, pipe(7)).</summary>
    private const int MaxMessage = 4096;

    /// <summary>How often a message is sent again if the system is short of memory.</summary>
    private const int MaxAttempts = 100;

    /// <summary>The longest text, in characters of at most three bytes each: it has room for a reason after a long path.</summary>
    private const int MaxText = 1300;

    /// <summary>Opens a pipe: the end that the command reads, and the end that the stages inherit.</summary>
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
    /// Reports that the daemon is ready; false if the command is gone. The same write(2) repeats the process id: on a busy machine the
    /// daemon can be ready before the session stage has reported it.
    /// </summary>
    public static bool TrySendReady() => Send($"P {Environment.ProcessId}\nR");

    /// <summary>
    /// Sends the last message and closes the pipe. An end of file is not enough: the kernel keeps the pipe open as long as one of our
    /// threads waits on it.
    /// </summary>
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
        for (var attempt = 0; !Descriptor.TryWrite(StageDescriptors.Handoff, bytes, out errno) && Errno.IsShortage(errno)
            && attempt < MaxAttempts; attempt++)
        {
            Errno.WaitForRelief();
        }

        return errno == 0;
    }

    /// <summary>Waits until the command is gone; false if that cannot be found out, or if <paramref name="cancel"/> is set first.</summary>
    public static bool WaitForHangup(Wake cancel) => Poll.WaitForHangup(StageDescriptors.Handoff, cancel.Number);

    /// <summary>Reads until the outcome is known or <paramref name="deadline"/> has passed. Throws if the pipe cannot be read.</summary>
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
        [(byte)'D', _, .. var number] =>
            outcome with { End = Utf8Parser.TryParse(number, out int status, out _) ? new ProcessEnd(status) : null },
        [(byte)'R'] => outcome with { Result = HandoffResult.Ready, ExitCode = DaemonExitCode.Success },
        _ => outcome,
    };
}

/// <summary>The outcome of a start, as reported on the pipe.</summary>
/// <param name="Result">The state that was reported last.</param>
/// <param name="Pid">The daemon's process id; 0 if no stage has reported it.</param>
/// <param name="ExitCode">With <see cref="HandoffResult.Failed"/>: the exit code of the command.</param>
/// <param name="Text">With <see cref="HandoffResult.Failed"/>: the reason, as one line.</param>
internal readonly record struct HandoffOutcome(HandoffResult Result, int Pid, int ExitCode, string Text)
{
    /// <summary>How the daemon ended, with <see cref="HandoffResult.Died"/>; null if unknown.</summary>
    public ProcessEnd? End { get; init; }
}

/// <summary>The result of a start, see <see cref="HandoffOutcome"/>.</summary>
internal enum HandoffResult
{
    /// <summary>The daemon is ready.</summary>
    Ready,

    /// <summary>A stage has reported why it failed.</summary>
    Failed,

    /// <summary>The pipe was closed without a result: the last stage has died.</summary>
    Died,

    /// <summary>The deadline passed without a result.</summary>
    TimedOut,
}
