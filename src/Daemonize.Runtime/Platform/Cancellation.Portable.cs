namespace Daemonize.Platform;

/// <content>What a wait of .NET can wait for.</content>
internal sealed partial class Cancellation
{
    /// <summary>Waits for the request; false if <paramref name="timeout"/> passes first.</summary>
    public bool Wait(TimeSpan timeout)
    {
        if (_wake is not null)
        {
            return _wake.Handle.WaitOne(timeout);
        }

        // There is no token, so only the time can end the wait.
        Thread.Sleep(timeout);
        return false;
    }
}
