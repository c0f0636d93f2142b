using Daemonize.Identity;

namespace Daemonize.Launch;

/// <summary>Refuses the settings of the daemon's process that .NET cannot apply and whose loss would matter.</summary>
internal static class PrivilegeDrop
{
    /// <summary>Throws for another user, a root directory and kept descriptors.</summary>
    public static void CheckInForeground(DaemonInstance instance)
    {
        var settings = instance.Settings;
        _ = instance.User;
        if (settings.RootDirectory is not null)
        {
            throw Refuse(Setting.RootDirectory);
        }

        if (settings.KeepDescriptors.Count > 0)
        {
            throw Refuse(Setting.KeepDescriptors);
        }

        DaemonException Refuse(Setting setting) => new(
            $"cannot run {instance.Name} with {setting.Property}, which this system does not have; leave it out" +
            settings.BlameFor(setting), DaemonExitCode.Usage);
    }

    /// <summary>Does nothing: this process keeps its user and its files.</summary>
    public static void EnterInForeground(DaemonInstance instance)
    {
    }
}
