using System.Text;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Finds daemons by the words of a command line: <c>newsapp/fetch</c>, <c>fetch</c>, <c>newsapp</c>, <c>worker:2</c>, a pattern with
/// <c>*</c>, the path of a pid file, or an id; each after the name of a machine and a colon if it is another one.
/// </summary>
internal static class NameMatch
{
    /// <summary>
    /// Finds the daemons that the words name. Throws with <see cref="DaemonExitCode.Usage"/> for a word that names none, or could mean
    /// several daemons of which none is named exactly.
    /// </summary>
    /// <param name="all">The daemons to choose from, in the order of the result.</param>
    /// <param name="words">The names and patterns; at least one.</param>
    public static Selection Find(IReadOnlyList<SeenDaemon> all, IReadOnlyList<string> words)
    {
        Dictionary<SeenDaemon, bool> numbered = new(ReferenceEqualityComparer.Instance);
        var isByPattern = false;
        foreach (var word in words)
        {
            var found = FindWord(all, word);
            var isPattern = IsPattern(word) || found.TrueForAll(daemon => daemon.Program == WithoutHost(daemon, word));
            isByPattern |= isPattern && CountDaemons(found) > 1;
            found.ForEach(daemon => numbered[daemon] = NamesInstance(daemon, word) && numbered.GetValueOrDefault(daemon, true));
        }

        List<Choice> choices = [];
        foreach (var daemon in all)
        {
            if (numbered.TryGetValue(daemon, out var isNumbered))
            {
                choices.Add(new Choice(daemon, isNumbered));
            }
        }

        return new Selection(choices, isByPattern);
    }

    /// <summary>Keeps the daemons that at least one of the words fits; all of them without a word.</summary>
    public static List<SeenDaemon> Filter(List<SeenDaemon> all, IReadOnlyList<string> words) =>
        words.Count == 0 ? all : all.FindAll(daemon => FitsAny(daemon, words));

    /// <summary>Whether at least one of the words fits a daemon; any daemon fits none.</summary>
    public static bool FitsAny(SeenDaemon daemon, IReadOnlyList<string> words) =>
        words.Count == 0 || words.Any(word => Fits(daemon, word));

    private static List<SeenDaemon> FindWord(IReadOnlyList<SeenDaemon> all, string word)
    {
        List<SeenDaemon> found = [.. all.Where(daemon => Fits(daemon, word))];
        if (found.Count == 0)
        {
            throw new DaemonException(
                $"there is no daemon '{OneLine.From(word)}'{Suggest(all, word)}", DaemonExitCode.Usage);
        }

        // A pattern means all that it fits. So does the name of a program, unless daemons have the same name.
        var byName = found.FindAll(daemon => WithoutHost(daemon, word) is var name && (daemon.Program != name || daemon.Daemon == name));
        return IsPattern(word) || word is ['/', ..] || byName.Count == 0 || CountDaemons(found) == 1
            ? found
            : throw Refuse(word, found);
    }

    private static bool Fits(SeenDaemon daemon, string word)
    {
        word = WithoutHost(daemon, word);
        if (word is ['/', ..])
        {
            return daemon.Remote is not null ? daemon.Remote.PidFile == word
                : daemon.PidFile is { } path && (path == word || RealPath.Of(path) == RealPath.Of(word));
        }

        // The name of a program has no slash, as it is the name of a file.
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 ? Matches(daemon.Program, word.AsSpan(0, slash)) && FitsName(daemon, word.AsSpan(slash + 1))
            : FitsName(daemon, word) || Matches(daemon.Program, word) || daemon.Id == word || daemon.Remote?.Id == word;
    }

    /// <summary>Gets a word without the name of the machine that the daemon is on.</summary>
    private static string WithoutHost(SeenDaemon daemon, string word) =>
        daemon.Remote is { } remote && word.Length > remote.Host.Length && word[remote.Host.Length] == ':'
            && word.StartsWith(remote.Host, StringComparison.Ordinal)
            ? word[(remote.Host.Length + 1)..]
            : word;

    /// <summary>Whether a word that fits a daemon names one instance, and not all instances of the daemon.</summary>
    private static bool NamesInstance(SeenDaemon daemon, string word)
    {
        word = WithoutHost(daemon, word);
        var isById = word == daemon.Id || word == daemon.Remote?.Id;
        return daemon.Instance is not null && (word is ['/', ..] || isById || word.Contains(':', StringComparison.Ordinal));
    }

    private static bool FitsName(SeenDaemon daemon, ReadOnlySpan<char> word) =>
        Matches(daemon.Name, word) || Matches(daemon.Daemon, word);

    private static bool IsPattern(string word) => word.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a text is as a pattern says, in which <c>*</c> is any number of characters.</summary>
    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        var (at, next, star, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                (star, resume) = (next++, at);
            }
            else if (next < pattern.Length && pattern[next] == text[at])
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (star >= 0)
            {
                // The last star takes one more character.
                (next, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[next..].IndexOfAnyExcept('*') < 0;
    }

    private static int CountDaemons(List<SeenDaemon> daemons) =>
        daemons.Select(static daemon => (daemon.Key, daemon.Program, daemon.Daemon)).Distinct().Count();

    private static DaemonException Refuse(string word, List<SeenDaemon> found)
    {
        var names = found.ConvertAll(static daemon => daemon.FullName);
        var isUnique = names.Distinct(StringComparer.Ordinal).Count() == names.Count;
        var text = new StringBuilder($"'{OneLine.From(word)}' fits several daemons: ");
        text.AppendJoin(", ", found.ConvertAll(daemon => isUnique ? daemon.FullName : $"{daemon.FullName} ({daemon.ShownPidFile})"));
        text.Append(isUnique ? "; name one of them" : "; name one by the path of its pid file");
        text.Append(found.Exists(daemon => daemon.Program == word) ? $", or say '{word}/*'" : "");
        return new DaemonException(text.ToString(), DaemonExitCode.Usage);
    }

    private static string Suggest(IReadOnlyList<SeenDaemon> all, string word)
    {
        IEnumerable<string> names =
            all.SelectMany(static daemon => (string[])[daemon.FullName, daemon.Daemon, daemon.Program]).Distinct(StringComparer.Ordinal);
        return Suggestion.Find(word, names) is { } name ? $"; did you mean '{name}'?" : "; 'daemonize list' shows the names";
    }
}
