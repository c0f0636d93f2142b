using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <content>The wait for a descriptor.</content>
internal readonly partial struct Deadline
{
    /// <summary>
    /// Waits until <paramref name="descriptor"/> is readable (which includes its end); false if the deadline passes first.
    /// </summary>
    public bool WaitForInput(int descriptor) => Poll.WaitForInput(descriptor, _timestamp, cancellation?.Descriptor ?? -1);
}
