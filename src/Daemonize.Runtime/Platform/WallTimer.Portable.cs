using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Platform;

/// <content>Waits of .NET follow the monotonic clock: looking again each second notices a clock that was set.</content>
internal sealed partial class WallTimer : IDisposable
{
    /// <summary>
    /// Waits until <paramref name="instant"/>, in ticks of <see cref="DateTime"/> in UTC, one of the two, a change of the clock, or
    /// <paramref name="latest"/>, and clears the second. May end early; the caller checks why.
    /// </summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The other flavours have a timer of the system here.")]
    public void Wait(long instant, Wake first, Wake second, long latest) => WaitInPieces(instant, first, second, latest);

    public void Dispose()
    {
    }
}
