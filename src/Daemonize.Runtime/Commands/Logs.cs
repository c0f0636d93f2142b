using System.Diagnostics;
using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.LogOutput;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>
/// Runs <c>logs</c>: shows the end of each log, sorted by time if there are several, and with <c>-f</c> new lines, across rotation, as
/// <c>tail -F</c> does.
/// </summary>
internal static class Logs
{
    public static int Run(DaemonProgram program, CommandLine commandLine) => Show(InstanceChoice.Found(program, commandLine), commandLine);

    private static int Show(List<DaemonInstance> instances, CommandLine commandLine)
    {
        ILogPrinter output =
            commandLine.IsJson
                ? new JsonLogPrinter()
                : new LogPrinter(instances.Count > 1 ? instances.Max(static instance => instance.Name.Length) : 0, Terminal.HasColours);
        return Show(Find(instances, output), output, commandLine.Lines, commandLine.Since, commandLine.Follow);
    }

    /// <summary>Shows the end of logs, and closes them.</summary>
    /// <param name="tails">The logs, of which there is at least one.</param>
    /// <param name="output">The output that the lines are written to.</param>
    /// <param name="lines">The number of existing lines to show of each.</param>
    /// <param name="since">The time of the first line to show, in UTC; null for any time.</param>
    /// <param name="follow">Whether to show new lines until the end of this process.</param>
    public static int Show(List<LogTail> tails, ILogPrinter output, int lines, DateTime? since, bool follow)
    {
        try
        {
            using var changes = follow ? new DirectoryWatch(tails.ConvertAll(static tail => tail.Path)) : null;
            var isThere = ShowPast(tails, output, lines, since, mayBeUnfinished: changes is null);
            if (changes is not null)
            {
                Follow(tails, changes, output);
            }
            else if (!isThere)
            {
                throw new DaemonException($"there is no log {tails[0].Path} yet; {Flavour.LogCreator} creates it");
            }

            return DaemonExitCode.Success;
        }
        finally
        {
            tails.ForEach(static tail => tail.Dispose());
        }
    }

    /// <summary>Shows existing lines of several logs, sorted by time; false if there is no log.</summary>
    public static bool ShowPast(List<LogTail> tails, ILogPrinter output, int lines, DateTime? since, bool mayBeUnfinished)
    {
        var isThere = false;
        var heads = new PriorityQueue<(LogTail Tail, List<LogLine> Lines, int At), (DateTime, int)>();
        foreach (var tail in tails)
        {
            if (tail.ReadPast(lines, since, mayBeUnfinished) is { } past)
            {
                isThere = true;
                Enqueue((tail, past, 0));
            }
        }

        LogTail? last = null;
        while (heads.TryDequeue(out var head, out _) && !output.IsClosed)
        {
            if (head.Tail != last)
            {
                // Its next line is of a later time, and begins an entry.
                output.EndEntries(long.MaxValue);
                last = head.Tail;
            }

            output.Write(head.Tail, head.Lines[head.At]);
            Enqueue(head with { At = head.At + 1 });
        }

        if (mayBeUnfinished)
        {
            output.EndEntries(long.MaxValue);
        }

        output.Flush();
        return isThere;

        // Lines of the same millisecond are in the order of the command line.
        void Enqueue((LogTail Tail, List<LogLine> Lines, int At) head)
        {
            if (head.At < head.Lines.Count)
            {
                heads.Enqueue(head, (head.Lines[head.At].Time, tails.IndexOf(head.Tail)));
            }
        }
    }

    /// <summary>Finds the log files. For a log that is not a file, prints where it is.</summary>
    private static List<LogTail> Find(List<DaemonInstance> instances, ILogPrinter output)
    {
        List<LogTail> tails = [];
        List<string> elsewhere = [];
        foreach (var instance in instances)
        {
            foreach (var target in Status.LogsOf(instance))
            {
                if (LogTarget.IsFile(target) && LogTarget.FindStream(target) is null)
                {
                    tails.Add(new LogTail(instance.Name, target, output));
                }
                else
                {
                    elsewhere.Add(LogDestination.Of(target, instance).Describe());
                }
            }
        }

        return tails.Count > 0 ? tails : throw new DaemonException(string.Join("; ", elsewhere));
    }

    private static void Follow(List<LogTail> tails, DirectoryWatch changes, ILogPrinter output)
    {
        while (!output.IsClosed)
        {
            tails.ForEach(static tail => tail.ShowNew());
            output.EndEntries(Stopwatch.GetTimestamp());
            output.Flush();
            _ = changes.Wait(output.OpenUntil);
        }
    }
}
