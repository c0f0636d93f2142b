namespace Daemonize.Reporting;

/// <summary>
/// Records how a daemon ended. All ways out of the process come through here, and the first report counts. A daemon that was never ready
/// writes nothing.
/// </summary>
internal static class ExitReport
{
    private static StatusWriter? _writer;

    /// <summary>Writes the status file again after it was removed.</summary>
    public static void Rewrite() => Volatile.Read(ref _writer)?.Rewrite();

    public static void Prepare(StatusWriter writer) => Volatile.Write(ref _writer, writer);

    /// <summary>The status line for a service manager; null before the daemon is ready.</summary>
    public static string? Line => Volatile.Read(ref _writer)?.Line;

    /// <summary>Whether the daemon has been ready.</summary>
    public static bool IsPrepared => Volatile.Read(ref _writer) is not null;

    /// <summary>Writes why the process is about to be killed. Should it live, the next change of the status takes that back.</summary>
    public static void Foretell(string reason) => Volatile.Read(ref _writer)?.Foretell(reason);

    /// <param name="code">The exit code; null if the process is about to be killed.</param>
    /// <param name="reason">Why the daemon ends, as a phrase for the status file.</param>
    public static void Write(int? code, string reason) => Volatile.Read(ref _writer)?.End(code, reason);
}
