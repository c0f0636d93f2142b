using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>
/// Runs <c>history</c>: shows the last ticks of each daemon, and how long its ticks of the last hour, day and month took.
/// </summary>
internal static class HistoryCommand
{
    /// <summary>The number of entries for people: with the rest, they fit a terminal of 24 lines.</summary>
    private const int Lines = 10;

    public static int Run(DaemonProgram program, CommandLine commandLine)
    {
        var format = commandLine.Format;
        DateTimeOffset? since = commandLine.Since is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null;
        var lines = commandLine.LinesOr(since is null && format == "text" ? Lines : int.MaxValue);
        var now = DateTimeOffset.UtcNow;
        var found = InstanceChoice.Found(program, commandLine).ConvertAll(instance => Look(instance, now));
        List<DaemonHistory> histories = [];
        found.ForEach(one => histories.AddRange(one.History is { } history ? [history] : []));
        Terminal.Write(
            format switch
            {
                "json" => HistoryJson.Format(found.ConvertAll(Describe), since, lines),
                "csv" => HistoryCsv.Format(histories, since, lines),
                _ => string.Join('\n', histories.ConvertAll(new HistoryText(HistoryStyle.Of(now), since, lines).Format)),
            });
        return Complain(program, found);
    }

    private static (DaemonInstance Instance, DaemonHistory? History, DaemonException? Problem) Look(
        DaemonInstance instance, DateTimeOffset now)
    {
        try
        {
            return (instance, HistoryLookup.Of(instance, now), null);
        }
        catch (DaemonException exception)
        {
            return (instance, null, exception);
        }
    }

    private static (string Name, string File, DaemonHistory? History, string? Problem) Describe(
        (DaemonInstance Instance, DaemonHistory? History, DaemonException? Problem) found) =>
        (found.Instance.Name, HistoryLookup.PathOf(found.Instance), found.History, found.Problem?.Message);

    /// <summary>Says of each daemon without a history why; the first of these failures is the exit code.</summary>
    private static int Complain(
        DaemonProgram program, List<(DaemonInstance Instance, DaemonHistory? History, DaemonException? Problem)> found)
    {
        var exitCode = DaemonExitCode.Success;
        foreach (var (_, _, problem) in found)
        {
            if (problem is not null)
            {
                var code = Verbs.Complain(program, problem);
                exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
            }
        }

        return exitCode;
    }
}
