namespace Daemonize.Scheduling;

/// <summary>
/// Waits of any length. Those of .NET end at 2^31 ms (24.8 days) for tasks and events and at 2^32 ms (49.7 days) for timers; a longer one throws. Here it is
/// waited for in pieces. Never ends early: .NET cuts a time to whole milliseconds, these round up.
/// </summary>
internal static class LongWait
{
    /// <summary>The longest piece: what every wait of .NET takes.</summary>
    public static readonly TimeSpan Longest = new(days: 24, 0, 0, 0);

    /// <summary>How much of the time that is left one wait of .NET can take.</summary>
    public static TimeSpan Piece(TimeSpan left) =>
        left <= TimeSpan.Zero ? TimeSpan.Zero : left >= Longest ? Longest : TimeSpan.FromMilliseconds((long)Math.Ceiling(left.TotalMilliseconds));

    /// <summary>Waits until <paramref name="wait"/>, which waits for at most the time that it is given, says that it has come; false when the time is over.</summary>
    public static bool TryWait(Func<TimeSpan, bool> wait, TimeSpan timeout, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var begin = time.GetTimestamp();
        while (true)
        {
            var left = timeout - time.GetElapsedTime(begin);
            if (wait(Piece(left)))
            {
                return true;
            }

            if (time.GetElapsedTime(begin) >= timeout)
            {
                return false;
            }
        }
    }

    /// <summary>Waits until a time is over, or the token is cancelled.</summary>
    public static async Task DelayAsync(TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var left = wait;
        do
        {
            await Task.Delay(Piece(left), time, cancellationToken).ConfigureAwait(false);
            left = wait - time.GetElapsedTime(begin);
        }
        while (left > TimeSpan.Zero);
    }
}
