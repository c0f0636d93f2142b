using System.Diagnostics;
using Daemonize.Logging;
using Daemonize.Scheduling;

namespace Daemonize.Stages;

/// <summary>
/// How StopTimeout is spent: the method ends and its results are handled until a margin before it is over, and OnStop has what is left. It runs from the stop
/// request, or from when the method ended by itself. A <c>stop</c> kills when it is over, so that the daemon must be done a little earlier.
/// </summary>
internal sealed class ShutdownTimeouts : IDisposable
{
    private static readonly TimeSpan MaxMargin = new(0, 0, 1);

    private readonly TimeSpan _timeout;
    private readonly TimeSpan _margin;
    private readonly Action _begun;
    private readonly CancellationTokenRegistration _registration;
    private long _start;
    private TimeLimit? _results;

    /// <param name="stop">The stop request.</param>
    /// <param name="timeout">StopTimeout.</param>
    /// <param name="begun">Called when the time begins.</param>
    /// <param name="resultsEnd">Called when there is no more time for results, whatever the method is doing then.</param>
    public ShutdownTimeouts(StopRequest stop, TimeSpan timeout, Action begun, Action resultsEnd)
    {
        _timeout = timeout;
        _begun = begun;
        _margin = MarginOf(timeout);
        _registration = stop.Token.UnsafeRegister(
            _ =>
            {
                Begin();
                _results = new TimeLimit(
                    TimeForResults, static exception => Log.Error("results", "the end of their time failed", exception), over: resultsEnd);
            },
            null);
    }

    /// <summary>How long results may still take.</summary>
    public TimeSpan TimeForResults => Left(_margin);

    /// <summary>How long OnStop may take.</summary>
    public TimeSpan TimeForOnStop => Left(_margin / 2);

    /// <summary>How long the daemon waits for OnStop: a moment longer, in which that can heed its token.</summary>
    public TimeSpan TimeToLeave => Left(_margin / 4);

    /// <summary>A second, and less where StopTimeout is short.</summary>
    public static TimeSpan MarginOf(TimeSpan timeout) => timeout / 10 < MaxMargin ? timeout / 10 : MaxMargin;

    /// <summary>The method has ended; if nobody asked, the time begins now.</summary>
    public void Begin()
    {
        if (Interlocked.CompareExchange(ref _start, Stopwatch.GetTimestamp(), 0) == 0)
        {
            _begun();
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _results?.Dispose();
    }

    private TimeSpan Left(TimeSpan margin)
    {
        var left = _timeout - margin - Stopwatch.GetElapsedTime(Volatile.Read(ref _start));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
