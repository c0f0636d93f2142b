using Daemonize.Commands;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>history</c>: shows the last ticks of daemons of any program, and how long ticks took.</summary>
internal static class HistoryCommand
{
    /// <summary>The number of entries for people: with the rest, they fit a terminal of 24 lines.</summary>
    private const int Lines = 10;

    public static int Run(Request request)
    {
        var format = request.Format;
        DateTimeOffset? since = request.Since is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null;
        var lines = request.LinesOr(since is null && format == "text" ? Lines : int.MaxValue);
        var now = DateTimeOffset.UtcNow;
        var exitCode = DaemonExitCode.Success;
        List<(string Name, string File, DaemonHistory? History, string? Problem)> all = [];
        foreach (var daemon in NameMatch.Find(Discovery.Find(), request.Names).Daemons)
        {
            var history = SeenHistory.TryRead(daemon, now);
            var problem = history is null ? Explain(daemon) : null;
            exitCode = problem is null ? exitCode : Complaint.Write(problem);
            all.Add((daemon.FullName, SeenHistory.PathOf(daemon) ?? "", history, problem?.Message));
        }

        List<DaemonHistory> found = [.. all.Select(static one => one.History).OfType<DaemonHistory>()];
        Terminal.Write(
            format switch
            {
                "json" => HistoryJson.Format(all, since, lines),
                "csv" => HistoryCsv.Format(found, since, lines),
                _ => string.Join('\n', found.ConvertAll(new HistoryText(HistoryStyle.Of(now), since, lines).Format)),
            });
        return exitCode;
    }

    private static DaemonException Explain(SeenDaemon daemon) => new(
        $"{daemon.FullName} has no history that can be read; " +
        (daemon.Command.Length > 0 ? $"'{string.Join(' ', daemon.Command)} history {daemon.Name}'" : "'history' of the daemon's program") +
        " says why");
}
