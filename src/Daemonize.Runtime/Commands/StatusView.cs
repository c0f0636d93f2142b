using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Arguments;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>Shows the results of <c>status</c> and <c>list</c>: as a table, as JSON, or repeatedly in place.</summary>
/// <param name="look">Reads the statuses. Called again for each update.</param>
/// <param name="withProgram">Whether to show the program, because the daemons may be of several programs.</param>
/// <param name="none">The line for a terminal if the list is empty; null if it never is.</param>
internal sealed class StatusView(Func<List<DaemonStatus>> look, bool withProgram, string? none)
{
    private static readonly TimeSpan Pause = new(0, 0, 1);

    /// <summary>Shows the statuses and gives those that were read last.</summary>
    public List<DaemonStatus> Show(CommandLine commandLine) => Show(commandLine.IsJson, commandLine.Watch);

    /// <summary>Shows the statuses and gives those that were read last.</summary>
    /// <param name="isJson">Whether to write JSON instead of a table.</param>
    /// <param name="isRepeated">Whether to redraw the table every second.</param>
    public List<DaemonStatus> Show(bool isJson, bool isRepeated)
    {
        if (!isRepeated)
        {
            var found = look();
            Terminal.Write(isJson ? StatusReport.Format(found) : Table(found, int.MaxValue, Terminal.IsTerminal(Terminal.Output)));
            return found;
        }

        return isJson || !Terminal.IsTerminal(Terminal.Output)
            ? throw new DaemonException(
                $"--{KnownOptions.Watch} redraws a terminal; for a program, ask for --{KnownOptions.Format} json again and again",
                DaemonExitCode.Usage)
            : Watch();
    }

    /// <summary>
    /// Shows the table until Ctrl-C. Each line is overwritten and its rest cleared, which avoids flicker. No line is longer than the
    /// terminal, where it would wrap.
    /// </summary>
    private List<DaemonStatus> Watch()
    {
        using var stopped = new ManualResetEventSlim();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var height = 0;
        while (true)
        {
            var found = look();
            var lines = Table(found, Terminal.Width(Terminal.Output), withNone: true).Split('\n')[..^1];
            lines = lines.Length < Terminal.Height(Terminal.Output) ? lines : lines[..(Terminal.Height(Terminal.Output) - 1)];
            var frame = new StringBuilder(height > 0 ? $"\e[{height}A" : "");
            Array.ForEach(lines, line => frame.Append('\r').Append(line).Append("\e[K\n"));
            Terminal.Write(frame.Append("\e[J").ToString());
            height = lines.Length;
            if (stopped.Wait(Pause))
            {
                return found;
            }
        }

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.Set();
        }
    }

    private string Table(List<DaemonStatus> found, int width, bool withNone)
    {
        if (found.Count == 0)
        {
            return withNone && none is not null ? none + "\n" : "";
        }

        var text = new StringBuilder();
        new StatusTable(found, withProgram).Format(Terminal.HasColours, width).ForEach(line => text.Append(line).Append('\n'));
        return text.ToString();
    }
}
