using Daemonize.Commands;
using Daemonize.Platform;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>logs</c>: shows the end of the logs of daemons of any program, sorted by time, and with <c>-f</c> new lines.</summary>
internal static class LogsCommand
{
    public static int Run(Request request)
    {
        var lines = request.LinesOr(request.Since is null ? 10 : int.MaxValue);
        var isJson = request.Format == "json";
        var daemons = NameMatch.Find(Discovery.Find(), request.Names).Daemons;
        ILogPrinter output = isJson
            ? new JsonLogPrinter()
            : new LogPrinter(daemons.Count > 1 ? daemons.Max(static daemon => daemon.FullName.Length) : 0, Terminal.HasColours);
        List<LogTail> tails = [];
        var exitCode = DaemonExitCode.Success;
        foreach (var daemon in daemons)
        {
            var logs = SeenLogs.Find(daemon);
            foreach (var path in logs)
            {
                tails.Add(new LogTail(daemon.FullName, path, output));
            }

            exitCode = logs.Count > 0 ? exitCode : Complaint.Write(SeenLogs.Explain(daemon));
        }

        return tails.Count == 0 ? exitCode : Math.Max(exitCode, Logs.Show(tails, output, lines, request.Since, request.Has("follow")));
    }
}
