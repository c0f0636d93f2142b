using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Places;
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
            var file = daemon.PidFile is { } pidFile ? HistoryFile.PathOf(pidFile) : "";
            var history = file.Length > 0 ? Find(daemon, file, now) : null;
            var problem = history is null ? Explain(daemon) : null;
            exitCode = problem is null ? exitCode : Complaint.Write(problem);
            all.Add((daemon.FullName, file, history, problem?.Message));
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

    public static DaemonHistory? Find(SeenDaemon daemon, string file, DateTimeOffset now)
    {
        var lockFile = InstanceFiles.LockOf(daemon.PidFile!);
        uint? owner = FileStat.TryReadLink(lockFile, out var facts, out _) ? facts.Owner : null;
        return HistoryLookup.TryRead(
            daemon.FullName, file, LockProbe.Find(lockFile), user => user == ThisProcess.UserId || user == owner, now);
    }

    private static DaemonException Explain(SeenDaemon daemon) => new(
        $"{daemon.FullName} has no history that can be read; " +
        (daemon.Command.Length > 0 ? $"'{string.Join(' ', daemon.Command)} history {daemon.Name}'" : "'history' of the daemon's program") +
        " says why");
}
