using System.Diagnostics;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>
/// The thread that empties the pipes of standard output and error. It uses neither the thread pool nor tasks, which the daemon's own work
/// may hold up.
/// </summary>
internal sealed class LogPump
{
    /// <summary>The longest time that a way out takes, whatever a child still writes.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly List<LogPipe> _pipes;
    private bool _isFinished;

    private LogPump(List<LogPipe> pipes) => _pipes = pipes;

    /// <summary>The lock that is held while lines are passed on or logs are renamed.</summary>
    public static Lock Gate { get; } = new();

    public static LogPump Start(List<LogPipe> pipes)
    {
        var pump = new LogPump([.. pipes]);
        new Thread(pump.Run) { IsBackground = true, Name = "Daemonize log" }.Start();
        return pump;
    }

    /// <summary>
    /// Writes what is in the pipes, on the way out; later output goes where the pipes went, without a pipe. The pump continues for
    /// children.
    /// </summary>
    public void Finish()
    {
        if (!Gate.TryEnter(DrainTime))
        {
            return;
        }

        try
        {
            if (_isFinished)
            {
                return;
            }

            // Drained before and after: almost nothing that was written first comes last.
            _isFinished = true;
            Drain();
            _pipes.ForEach(static pipe => pipe.Detach());
            Drain();
            _pipes.ForEach(static pipe => pipe.Flush());
        }
        finally
        {
            Gate.Exit();
        }
    }

    private void Drain()
    {
        var deadline = new Deadline(DrainTime);
        foreach (var pipe in _pipes)
        {
            while (pipe.Pass() && !deadline.HasPassed)
            {
            }
        }
    }

    private void Run()
    {
        while (_pipes.Count > 0)
        {
            Wait();
            lock (Gate)
            {
                foreach (var pipe in _pipes)
                {
                    _ = pipe.Pass();
                    if (pipe.Sink.HasLost)
                    {
                        pipe.Sink.TryRecover();
                    }
                }

                // A pipe without a writer would wake the pump endlessly.
                _pipes.FindAll(static pipe => pipe.IsClosed).ForEach(static pipe => pipe.Dispose());
                _ = _pipes.RemoveAll(static pipe => pipe.IsClosed);
            }
        }
    }

    /// <summary>
    /// Waits until there is something to read; if lines were lost, for at most a second, to report them as soon as possible.
    /// </summary>
    private void Wait()
    {
        Span<int> pipes = stackalloc int[_pipes.Count];
        for (var i = 0; i < pipes.Length; i++)
        {
            pipes[i] = _pipes[i].Number;
        }

        var hasLost = _pipes.Exists(static pipe => pipe.Sink.HasLost);
        StreamPipe.WaitForAny(pipes, hasLost ? Stopwatch.GetTimestamp() + Stopwatch.Frequency : long.MaxValue);
    }
}
