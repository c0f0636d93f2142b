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

    /// <summary>The statements that create the tables of a cluster: only for programs with a daemon of a cluster.</summary>
    public const string PostgreSql = "postgresql";

    /// <summary>The names in a program with a daemon of a cluster.</summary>
    public static readonly string[] NamesOfCluster = [.. Names, PostgreSql];

    /// <summary>The names as a phrase for help and messages.</summary>
    public static readonly string Accepted = WordList.Join(Names);

    /// <summary>The same for a program with a daemon of a cluster.</summary>
    public static readonly string AcceptedOfCluster = WordList.Join(NamesOfCluster);
}
