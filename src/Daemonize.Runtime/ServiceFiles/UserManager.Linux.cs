using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>
/// The systemd manager of a user. It does not have the environment of the user's shells, and neither do cron, <c>su</c> and <c>ssh</c>: its
/// directories must not depend on the caller's environment.
/// </summary>
internal static class UserManager
{
    public const string RuntimeVariable = "XDG_RUNTIME_DIR";

    /// <summary>The directory that pam_systemd(8) creates.</summary>
    public static string RuntimeDirectory => $"/run/user/{Libc.geteuid()}";

    /// <summary>The directory of the user's configuration; null for a user without a home.</summary>
    public static string? ConfigurationDirectory =>
        UserHome.Directory is { } home ? $"{home}/.config"
        : Environment.GetEnvironmentVariable("HOME") is ['/', ..] given ? $"{given}/.config"
        : null;

    /// <summary>The variable by which systemctl(1) finds the manager, if the caller lacks it and the directory exists.</summary>
    public static List<NameValue> MissingVariables =>
        Environment.GetEnvironmentVariable(RuntimeVariable) is null or [] && FileStat.TryRead(RuntimeDirectory, out _, out _)
            ? [new NameValue(RuntimeVariable, RuntimeDirectory)]
            : [];
}
