using System.Globalization;
using Daemonize.Generated;

namespace Daemonize.Commands;

/// <summary>What follows the verb: the daemons it is about, and the options of <c>logs</c>.</summary>
internal sealed class CommandLine
{
    private readonly string _verb;

    private CommandLine(string verb) => _verb = verb;

    /// <summary>The named daemons in the order of the command line, or all.</summary>
    public List<DaemonDefinition> Daemons { get; } = [];

    public bool Follow { get; private set; }

    /// <summary>How many lines <c>logs</c> shows of the past; 10, as tail(1).</summary>
    public int Lines { get; private set; } = 10;

    /// <summary>Reads the arguments behind the verb. Throws with <see cref="DaemonExitCode.Usage"/> for what it does not know.</summary>
    public static CommandLine Parse(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = new CommandLine(args[0]);
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i].StartsWith('-'))
            {
                i = commandLine.ReadOption(args, i);
            }
            else if (program.Find(args[i]) is var daemon && !commandLine.Daemons.Contains(daemon))
            {
                commandLine.Daemons.Add(daemon);
            }
        }

        if (commandLine.Daemons.Count == 0)
        {
            commandLine.Daemons.AddRange(program.Daemons);
        }

        return commandLine;
    }

    /// <summary>Reads the option at <paramref name="at"/> and gives the place of its last word.</summary>
    private int ReadOption(ReadOnlySpan<string> args, int at)
    {
        switch (args[at])
        {
            case "-f" or "--follow" when _verb == "logs":
                Follow = true;
                return at;
            case "-n" or "--lines" when _verb == "logs":
                var text = at + 1 < args.Length ? args[at + 1] : "";
                Lines = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
                    ? lines
                    : throw new DaemonException($"{args[at]} takes a number of lines, not '{text}'", DaemonExitCode.Usage);
                return at + 1;
            default:
                throw new DaemonException($"{_verb} has no option '{args[at]}'", DaemonExitCode.Usage);
        }
    }
}
