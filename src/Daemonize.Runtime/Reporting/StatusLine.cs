using Daemonize.Text;

namespace Daemonize.Reporting;

/// <summary>A status in one line, for a service manager: <c>13 ticks, 0 failed; at page 3</c>.</summary>
internal static class StatusLine
{
    public static string Of(StatusText status)
    {
        var counts = Counts(status.Ticks, status.Skipped, status.Late, status.Failed);
        var report = status.Report?.ReplaceLineEndings(" ");
        var line = counts.Length == 0 ? report ?? "running"
            : report is null ? counts : $"{counts}; {report}";
        return status.Cluster is { } cluster ? $"{ClusterText.Of(cluster, DateTimeOffset.UtcNow)}; {line}" : line;
    }

    /// <summary>
    /// Formats the counts, such as <c>13 ticks, 0 failed</c>, and others that are not zero. A method that runs once has no ticks, but its
    /// results may fail.
    /// </summary>
    public static string Counts(long? ticks, long skipped, long late, long failed)
    {
        var text = ticks is { } count ? $"{Plural.Of(count, "tick", "ticks")}, {failed} failed"
            : failed > 0 ? $"{failed} failed"
            : "";
        return text + (skipped > 0 ? $", {skipped} skipped" : "") + (late > 0 ? $", {late} late" : "");
    }
}
