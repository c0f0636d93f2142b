namespace Daemonize;

/// <summary>The formats of service files that <c>unit</c> prints.</summary>
internal static class ServiceFileFormat
{
    public const string Systemd = "systemd";
    public const string Supervisord = "supervisord";
    public const string Logrotate = "logrotate";
    public const string Tmpfiles = "tmpfiles";
    public const string Kubernetes = "kubernetes";
    public const string Launchd = "launchd";

    public static readonly string[] Names = [Systemd, Supervisord, Logrotate, Tmpfiles, Kubernetes, Launchd];

    /// <summary>The names as a phrase for help and messages.</summary>
    public static readonly string Accepted = WordList.Join(Names);
}
