namespace Daemonize.Platform;

/// <content>What ppoll(2) can wait for.</content>
internal sealed partial class Cancellation
{
    /// <summary>The descriptor that is readable once the cancellation is requested; -1, which ppoll(2) skips, if it never can be.</summary>
    public int Descriptor => _wake?.Number ?? -1;
}
