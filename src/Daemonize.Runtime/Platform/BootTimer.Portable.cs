using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Platform;

/// <content>Waits of .NET stand still during a suspend: looking again each second notices it.</content>
internal sealed partial class BootTimer : IDisposable
{
    /// <summary>
    /// Waits until <paramref name="instant"/>, in ticks of <see cref="BootClock"/>, one of the two, or <paramref name="latest"/> (of
    /// Stopwatch), and clears the second. May end early; the caller checks why.
    /// </summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The other flavours have a timer of the system here.")]
    public void Wait(long instant, Wake first, Wake second, long latest) => WaitInPieces(instant, first, second, latest);

    public void Dispose()
    {
    }
}
