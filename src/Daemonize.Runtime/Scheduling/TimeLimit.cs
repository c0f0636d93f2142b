using System.Diagnostics.CodeAnalysis;
using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>A token that is cancelled when a time of any length is over; see <see cref="LongWait"/>.</summary>
[SuppressMessage("Usage", "CA2213",
    Justification = "Its timer may fire while it is disposed; the source has neither a timer nor a wait handle to dispose.")]
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Action<AggregateException> _failed;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly long _begin;
    private readonly ITimer _timer;

    /// <param name="limit">How long from now until the token is cancelled.</param>
    /// <param name="failed">Called with the exceptions of callbacks on the token: on a timer's thread no other code can catch them.</param>
    /// <param name="time">The time provider; null for the machine's clock.</param>
    /// <param name="over">Called when the time is over; null for no call.</param>
    public TimeLimit(TimeSpan limit, Action<AggregateException> failed, TimeProvider? time = null, Action? over = null)
    {
        _limit = limit;
        _failed = failed;
        _time = time ?? TimeProvider.System;
        _begin = _time.GetTimestamp();
        if (over is not null)
        {
            _ = _source.Token.UnsafeRegister(static over => ((Action)over!)(), over);
        }

        _timer = _time.CreateTimer(static limit => ((TimeLimit)limit!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ = _timer.Change(LongWait.Piece(limit), Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _source.IsCancellationRequested;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_limit - _time.GetElapsedTime(_begin) is var left && left > TimeSpan.Zero)
        {
            _ = _timer.Change(LongWait.Piece(left), Timeout.InfiniteTimeSpan);
        }
        else
        {
            try
            {
                _source.Cancel();
            }
            catch (AggregateException exception)
            {
                _failed(exception);
            }
        }
    }
}
