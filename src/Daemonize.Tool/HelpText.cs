using System.Text;
using Daemonize.Commands;
using Daemonize.Platform;

namespace Daemonize.Tool;

/// <summary>The help, from the table of commands.</summary>
internal static class HelpText
{
    private const string Names = """
        A name is newsapp/fetch, fetch if only one program has it, newsapp for all daemons of a
        program, worker:2 for one instance, a pattern such as 'news*' or '*', or the path of a
        pid file. Only start, stop, restart, reload and tick act on daemons: each runs the
        daemon's own program. As root, the daemons of all users that run are shown.
        With --host, names are those of other machines; atlas:newsapp/fetch names one of atlas.

        """;

    /// <summary>Gets the help that the arguments ask for: of a command, or of the tool.</summary>
    public static string Find(ReadOnlySpan<string> args)
    {
        var command = (ToolCommand?)null;
        foreach (var word in args)
        {
            command ??= ToolCommand.Find(word);
        }

        return HelpWriter.Wrap(command is null ? OfTool() : Of(command), Terminal.Width(Terminal.Output));
    }

    private static string OfTool()
    {
        var text = new StringBuilder("Lists and controls the daemons of this machine that were built with Daemonize.\n\n");
        text.Append("Usage: daemonize [command] [name...] [options]\n\nCommands:\n");
        foreach (var command in ToolCommand.All)
        {
            Append(text, command.Name, command.Name == ToolCommand.Default ? $"{command.Help} [default]" : command.Help);
        }

        text.Append("\nOptions:\n");
        Append(text, "--help", "Print this text; daemonize help <command> has more");
        Append(text, "--version", "Print the version");
        return text.Append('\n').Append(Names).ToString();
    }

    private static string Of(ToolCommand command)
    {
        var text = new StringBuilder($"{command.Help}.\n\nUsage: daemonize {command.Name}");
        text.Append(command.Names.Syntax.Length > 0 ? $" {command.Names.Syntax}" : "");
        text.Append(command.Options.Length > 0 ? " [options]\n\nOptions:\n" : "\n");
        foreach (var option in command.Options)
        {
            Append(text, option.Syntax, option.Help);
        }

        return command.Names.Words is not null ? text.ToString() : text.Append('\n').Append(Names).ToString();
    }

    /// <summary>Adds a line whose description begins at the same column as the others (<see cref="HelpWriter"/>).</summary>
    private static void Append(StringBuilder text, string word, string help)
    {
        const int column = 26;
        text.Append("  ").Append(word.PadRight(column - 2)).Append('\t').Append(help).Append('\n');
    }
}
