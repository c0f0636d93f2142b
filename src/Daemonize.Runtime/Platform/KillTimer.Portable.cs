using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Platform;

/// <summary>A timer of the kernel that kills this process at an instant. Systems of this flavour have none that .NET can use.</summary>
internal sealed class KillTimer : IDisposable
{
    /// <summary>Whether the kernel ignores the timer. There is none to ignore.</summary>
    public static bool IsIgnored => false;

    /// <summary>Creates no timer.</summary>
    /// <param name="problem">Why there is none, as it follows a colon.</param>
    public static KillTimer? TryCreate(out string problem)
    {
        problem = "this system has no timer that kills a process; set Fence = false, or use Linux";
        return null;
    }

    [SuppressMessage("Performance", "CA1822", Justification = "The other flavours have a timer of the system here.")]
    public void Arm(long instant) => throw new PlatformNotSupportedException();

    [SuppressMessage("Performance", "CA1822", Justification = "The other flavours have a timer of the system here.")]
    public void Disarm() => throw new PlatformNotSupportedException();

    public void Dispose()
    {
    }
}
