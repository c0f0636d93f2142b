namespace Daemonize.Platform;

/// <summary>
/// Waits of any length. .NET limits a wait to 2^31 ms (24.8 days) for tasks and events and to 2^32 ms (49.7 days) for timers, and throws
/// for a longer one; these methods wait in pieces. They never end early: .NET cuts a time to whole milliseconds, these round up.
/// </summary>
internal static class LongWait
{
    /// <summary>The longest piece, which every wait of .NET accepts.</summary>
    public static readonly TimeSpan Longest = new(days: 24, 0, 0, 0);

    /// <summary>Gets the part of the remaining time that one wait of .NET can take.</summary>
    public static TimeSpan Piece(TimeSpan left) =>
        left <= TimeSpan.Zero ? TimeSpan.Zero
            : left >= Longest ? Longest : TimeSpan.FromMilliseconds((long)Math.Ceiling(left.TotalMilliseconds));

    /// <summary>
    /// Calls <paramref name="wait"/>, which waits for at most the time that it receives, until it returns true; false if
    /// <paramref name="timeout"/> passes first.
    /// </summary>
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

    /// <summary>Waits until a time has passed or the token is cancelled.</summary>
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
