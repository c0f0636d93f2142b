using Daemonize.Options;

namespace Daemonize.Identity;

/// <summary>
/// The user that a daemon runs as, from the settings User and Group: the caller, as this process cannot become another user.
/// </summary>
internal sealed record DaemonUser
{
    public uint Id => Platform.ThisProcess.UserId;

    /// <summary>Gets null if the settings keep the caller's user. Throws if they name another.</summary>
    public static DaemonUser? Find(Settings settings)
    {
        if (settings.User is { } user && user != Environment.UserName)
        {
            throw Refuse($"as {user}", settings.BlameFor(Setting.User));
        }

        return settings.Group is { } group ? throw Refuse($"with group {group}", settings.BlameFor(Setting.Group)) : null;
    }

    private static DaemonException Refuse(string how, string blame) => new(
        $"cannot run {how}: on this system a daemon runs as its caller; let sudo or launchd choose the user, and leave User and Group " +
        $"out{blame}", DaemonExitCode.Usage);
}
