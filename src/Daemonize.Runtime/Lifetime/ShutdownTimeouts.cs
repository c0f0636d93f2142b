using System.Diagnostics;
using Daemonize.Logging;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Divides StopTimeout: the method ends and its results are handled until a margin before its end, and OnStop gets the rest. The time
/// begins at the stop request, or when the method ends by itself. A <c>stop</c> kills the daemon at the end of StopTimeout; the daemon must
/// therefore finish a little earlier.
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

    /// <param name="stop">The request whose arrival starts the time.</param>
    /// <param name="timeout">The value of StopTimeout, from the stop request to the end of the process.</param>
    /// <param name="begun">Called once, when the time begins.</param>
    /// <param name="resultsEnd">Called when the time for results is over, whatever the method is doing.</param>
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

    /// <summary>How long the daemon waits for OnStop: a little longer, in which OnStop can respond to its token.</summary>
    public TimeSpan TimeToLeave => Left(_margin / 4);

    /// <summary>Gets the margin before the end of StopTimeout: a second, or a tenth of a StopTimeout shorter than ten seconds.</summary>
    public static TimeSpan MarginOf(TimeSpan timeout) => timeout / 10 < MaxMargin ? timeout / 10 : MaxMargin;

    /// <summary>Begins the time at the end of the method, unless a stop request has begun it.</summary>
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
