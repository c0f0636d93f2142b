namespace Daemonize.Reporting;

/// <summary>How a daemon ended, as the first says who knows: a daemon has many ways out, and each passes here. Nothing is written for one that never was ready.</summary>
internal static class ExitReport
{
    private static StatusWriter? _writer;

    /// <summary>Writes the status file again, which has been removed.</summary>
    public static void Rewrite() => Volatile.Read(ref _writer)?.Rewrite();

    public static void Prepare(StatusWriter writer) => Volatile.Write(ref _writer, writer);

    /// <summary>Whether the daemon has been ready.</summary>
    public static bool IsPrepared => Volatile.Read(ref _writer) is not null;

    /// <param name="code">The exit code; null where the process is about to be killed.</param>
    /// <param name="reason">Why.</param>
    public static void Write(int? code, string reason) => Volatile.Read(ref _writer)?.End(code, reason);
}
