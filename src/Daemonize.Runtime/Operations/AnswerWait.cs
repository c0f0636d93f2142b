using System.Diagnostics;
using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Operations;

/// <summary>
/// Waits for the answer of a running daemon to a signal. The daemon counts its answers in the status file; the constructor reads the
/// counts from before the signal.
/// </summary>
internal sealed class AnswerWait : IDisposable
{
    /// <summary>
    /// How long a removed status file may be missing: longer than the daemon's <see cref="Lifetime.FileKeeper"/> needs to recreate it.
    /// </summary>
    private static readonly TimeSpan Removed = TimeSpan.FromSeconds(5);

    private readonly DaemonInstance _instance;
    private readonly TimeSpan _timeout;
    private readonly Cancellation _cancellation;
    private readonly DirectoryWatch _changes;
    private readonly string _statusFile;
    private readonly uint? _owner;
    private readonly long _beginning = Stopwatch.GetTimestamp();

    /// <param name="instance">The instance of the daemon.</param>
    /// <param name="daemon">The daemon. It is disposed with the wait.</param>
    /// <param name="timeout">The maximum wait, from now.</param>
    /// <param name="cancellationToken">Cancels the wait, also that for a removed status file.</param>
    public AnswerWait(DaemonInstance instance, RunningDaemon daemon, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _instance = instance;
        Daemon = daemon;
        _timeout = timeout;
        _cancellation = new Cancellation(cancellationToken);
        _statusFile = StatusFile.PathOf(instance.PidFile);
        _owner = ProcessTable.TryReadOwner(daemon.Process.Pid);
        _changes = new DirectoryWatch([_statusFile]);
        Before = ReadBefore();
    }

    public RunningDaemon Daemon { get; }

    /// <summary>The status before the signal; null if it cannot be read.</summary>
    public StatusText? Before { get; }

    /// <summary>Waits for a status with the answer, and returns it. Null after the timeout, if the status cannot be read.</summary>
    /// <param name="isAnswer">Whether a status has the answer.</param>
    /// <param name="late">What the daemon has not done if the timeout ends the wait, such as "reloaded".</param>
    /// <param name="later">What it may still do then, such as "goes on trying".</param>
    /// <param name="ended">How the daemon ended without an answer, such as "ended while it reloaded".</param>
    /// <exception cref="DaemonException">The daemon has ended, or has not answered within the timeout.</exception>
    public StatusText? Complete(Predicate<StatusText> isAnswer, string late, string later, string ended)
    {
        var deadline = Deadline.TimestampIn(_timeout - Stopwatch.GetElapsedTime(_beginning));
        while (true)
        {
            var status = Look();
            if (status is not null && isAnswer(status))
            {
                return status;
            }

            if (Stopwatch.GetTimestamp() >= deadline)
            {
                return status is null ? null : throw TimedOut(late, later);
            }

            switch (_changes.Wait(deadline, Daemon.Process, _cancellation))
            {
                case WatchResult.ProcessEnded:
                    return ReadLast(isAnswer) ?? throw new DaemonException($"{Describe()} {ended}; 'status {_instance.Name}' says how");
                case WatchResult.Cancelled:
                    _cancellation.ThrowIfRequested();
                    break;
            }
        }
    }

    public void Dispose()
    {
        _changes.Dispose();
        Daemon.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>
    /// Reads the status. If its file was removed, waits until the daemon writes it again: without it, any number of answers would look new.
    /// </summary>
    private StatusText? ReadBefore()
    {
        var deadline = Deadline.TimestampIn(Removed);
        while (true)
        {
            var status = Look();
            var isRemoved = status is null && !FileStat.TryReadLink(_statusFile, out _, out var error) && error.IsNotFound;
            if (!isRemoved || Stopwatch.GetTimestamp() >= deadline
                || _changes.Wait(deadline, Daemon.Process, _cancellation) == WatchResult.ProcessEnded)
            {
                return status;
            }

            _cancellation.ThrowIfRequested();
        }
    }

    private StatusText? Look() => StatusFile.TryRead(_statusFile, Daemon.Record);

    /// <summary>Reads the answer of a daemon that has ended after it; null if there is none.</summary>
    private StatusText? ReadLast(Predicate<StatusText> isAnswer) =>
        StatusFile.TryReadLast(_statusFile, _owner, Daemon.Record) is { } last && isAnswer(last) ? last : null;

    private string Describe() => $"{_instance.Name} (pid {Daemon.Process.Pid})";

    private DaemonException TimedOut(string late, string later) =>
        new($"{Describe()} has not {late} within {Duration.Format(_timeout)} (--{KnownOptions.Timeout}); it {later}");
}
