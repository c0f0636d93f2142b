using Daemonize.Text;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Completing;

/// <summary>Finds the words that can stand at the end of a command line: commands, options, their values, and daemons.</summary>
/// <param name="look">Finds the daemons. It is called only where one can be named.</param>
internal sealed class Completion(Func<List<SeenDaemon>> look)
{
    private static readonly CompletionWord Help = new("--help", "Print the help");

    /// <summary>Gets the words that begin with <paramref name="current"/>.</summary>
    /// <param name="before">The words before the one that is completed, without that of the tool.</param>
    /// <param name="current">The word that is completed, as far as it is typed.</param>
    public List<CompletionWord> Find(ReadOnlySpan<string> before, string current)
    {
        List<CompletionWord> words = before switch
        {
            [] => FirstWords(),
            ["help"] => Commands(),
            _ when ToolCommand.Find(before[0]) is { } command => WordsOf(command, before[1..], current),
            _ => [],
        };
        return words.FindAll(word => word.Text.StartsWith(current, StringComparison.Ordinal));
    }

    private static List<CompletionWord> FirstWords() =>
    [
        .. Commands(),
        new("help", "Print the help of the tool, or of a command"),
        Help,
        new("--version", "Print the version"),
    ];

    private static List<CompletionWord> Commands() =>
        [.. ToolCommand.All.Select(static command => new CompletionWord(command.Name, command.Help))];

    private List<CompletionWord> WordsOf(ToolCommand command, ReadOnlySpan<string> before, string current)
    {
        List<string> named = [];
        var option = (VerbOption?)null;
        var hasOptionsEnded = false;
        foreach (var word in before)
        {
            if (option is not null)
            {
                option = null;
            }
            else if (hasOptionsEnded || word is not ['-', _, ..])
            {
                named.Add(word);
            }
            else if (word == "--")
            {
                hasOptionsEnded = true;
            }
            else
            {
                option = command.FindOption(word) is { IsFlag: false } found ? found : null;
            }
        }

        if (option is not null)
        {
            return Values(option, lead: "");
        }

        if (hasOptionsEnded || current is not ['-', ..])
        {
            // The names of other machines are not looked up: each would be a connection, while somebody types.
            return command.Names.Words is { } choices
                ? (named.Count == 0 ? [.. choices.Select(static word => new CompletionWord(word, ""))] : [])
                : NamesHost(before) ? []
                : Daemons(command, named, current);
        }

        var end = current.IndexOf('=', StringComparison.Ordinal);
        return end < 0 ? Options(command)
            : command.FindOption(current[..end]) is { } valued ? Values(valued, current[..(end + 1)])
            : [];
    }

    private static bool NamesHost(ReadOnlySpan<string> before)
    {
        foreach (var word in before)
        {
            if (word == "--host" || word.StartsWith("--host=", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static List<CompletionWord> Values(VerbOption option, string lead) =>
        [.. option.Words.Select(word => new CompletionWord(lead + word, ""))];

    private static List<CompletionWord> Options(ToolCommand command) =>
        [.. command.Options.Select(static option => new CompletionWord("--" + option.Name, option.Help)), Help];

    /// <summary>
    /// Gets the daemons by their full names; where none begins as typed, by the names that are enough because only one program has them.
    /// </summary>
    private List<CompletionWord> Daemons(ToolCommand command, List<string> named, string current)
    {
        var all = look();
        var open = all.FindAll(daemon => command.Offers(daemon.Status.State) && !IsNamed(daemon, named) && IsShowable(daemon));
        List<CompletionWord> words = [.. open.Select(static daemon => new CompletionWord(daemon.FullName, Describe(daemon)))];
        if (!words.Exists(word => word.Text.StartsWith(current, StringComparison.Ordinal)))
        {
            open.RemoveAll(daemon => all.FindAll(other => other.Name == daemon.Name).Count > 1);
            words = [.. open.Select(static daemon => new CompletionWord(daemon.Name, Describe(daemon)))];
        }

        return [.. words.DistinctBy(static word => word.Text, StringComparer.Ordinal)];
    }

    private static bool IsNamed(SeenDaemon daemon, List<string> named) => named.Contains(daemon.FullName) || named.Contains(daemon.Name);

    /// <summary>
    /// Whether the name is a line of text: one with control characters would be two words for a shell, or act on the terminal.
    /// </summary>
    private static bool IsShowable(SeenDaemon daemon) => OneLine.Whole(daemon.FullName) == daemon.FullName;

    private static string Describe(SeenDaemon daemon) =>
        Operations.StateText.Of(daemon.Status.State) + (daemon.Card?.Card.Summary is { Length: > 0 } summary ? ": " + summary : "");
}

/// <summary>A word that completes a command line.</summary>
/// <param name="Text">The whole word, also what is typed of it already.</param>
/// <param name="Help">What it is, for shells that show it; empty for nothing.</param>
internal sealed record CompletionWord(string Text, string Help);
