using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The session of this process (setsid(2)).</summary>
internal static class OwnSession
{
    /// <summary>Ends the other processes of the session, which this process may have started.</summary>
    public static void Kill() => Session.Kill(Libc.getsid(0));
}
