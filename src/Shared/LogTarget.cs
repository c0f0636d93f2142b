namespace Daemonize;

/// <summary>Where a log goes that is no file. The generator and the runtime share this file.</summary>
internal static class LogTarget
{
    /// <summary>Nowhere.</summary>
    public const string Null = "null";

    /// <summary>The syslog of this machine.</summary>
    public const string Syslog = "syslog";

    /// <summary>The journal of systemd.</summary>
    public const string Journal = "journal";

    public const string Accepted = "the path of a file, or null, syslog or journal";

    public static readonly string[] Words = [Null, Syslog, Journal];

    /// <summary>Whether it is the path of a file. A file that is called as one of the words is written <c>./null</c>.</summary>
    public static bool IsFile(string text) => Array.IndexOf(Words, text) < 0;
}
