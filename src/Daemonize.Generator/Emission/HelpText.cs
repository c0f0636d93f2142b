using System.Text;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>What <c>--help</c> prints. It is known when the program is built, so that a start has nothing to put together.</summary>
internal static class HelpText
{
    /// <summary>Gives the text with a line end after the last line.</summary>
    public static string Write(ProgramModel program)
    {
        var text = new StringBuilder();
        text.Append($"""
            Usage: {program.Name} <verb> [<daemon>...]
                   {program.Name} logs [-f] [-n <lines>] [<daemon>...]

            A verb without a daemon is for all of them.

            Verbs:
              start        Start, and return when ready
              stop         Stop, and return when gone
              restart      Stop, then start
              try-restart  Restart what runs, and leave the rest
              status       Tell what runs, since when, and how it goes
              run          Run in the foreground, until Ctrl-C
              once         Run one tick in the foreground
              logs         Print the end of the log; -f follows it, -n sets its lines
              help         Print this text

            Daemons:

            """);
        WriteDaemons(text, program.Set.Daemons);
        text.Append("""

            Options:
              --help       Print this text
              --version    Print the version

            Exit codes:
              0  Done
              1  Failed
              2  Wrong usage
              4  No permission

            Exit codes of status:
              0  Running
              1  Dead, with a pid file left
              3  Not running
              4  Unknown

            """);
        return text.Replace("\r", "").ToString();
    }

    private static void WriteDaemons(StringBuilder text, EquatableArray<DaemonModel> daemons)
    {
        var width = "try-restart".Length;
        foreach (var daemon in daemons)
        {
            width = Math.Max(width, daemon.Name.Length);
        }

        foreach (var daemon in daemons)
        {
            text.Append("  ").Append(daemon.Name.PadRight(width)).Append("  ").Append(daemon.Schedule).Append('\n');
        }
    }
}
