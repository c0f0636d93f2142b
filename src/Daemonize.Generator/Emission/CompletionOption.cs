namespace Daemonize.Generator.Emission;

/// <summary>An option as shells complete it.</summary>
/// <param name="Words">The words that select the option, such as <c>--loud</c>, <c>--no-loud</c> and <c>-l</c>.</param>
/// <param name="Help">The description of the option.</param>
/// <param name="Value">The completion of its value; null if the option takes no value.</param>
internal sealed record CompletionOption(string[] Words, string Help, CompletionValue? Value);

/// <summary>The completion of a value.</summary>
/// <param name="Names">The words that the value can be; empty if they are not known.</param>
/// <param name="Paths">The file system entries that the value can name.</param>
internal sealed record CompletionValue(string[] Names, CompletionPaths Paths)
{
    /// <summary>The completion of a value that can be anything.</summary>
    public static readonly CompletionValue Free = new([], CompletionPaths.None);

    /// <summary>Combines two completions, because two daemons may have options of the same name.</summary>
    public CompletionValue Or(CompletionValue other) => new([.. Names.Union(other.Names)], Paths > other.Paths ? Paths : other.Paths);
}

/// <summary>The file system entries that complete a value. A larger member includes the smaller ones.</summary>
internal enum CompletionPaths
{
    None,
    Directories,
    Files,
}

/// <summary>Verbs that take the same options.</summary>
/// <param name="Verbs">The names of the verbs.</param>
/// <param name="OfDaemons">The options that belong to single daemons; daemons without any are left out.</param>
/// <param name="OfAll">The options that need no daemon on the command line.</param>
internal sealed record CompletionGroup(string[] Verbs, (string Daemon, CompletionOption[] Options)[] OfDaemons, CompletionOption[] OfAll)
{
    /// <summary>Gets the words that take a value, grouped by the completion of the value.</summary>
    public IEnumerable<(CompletionValue Value, string[] Words)> Values
    {
        get
        {
            var values = new Dictionary<string, CompletionValue>(StringComparer.Ordinal);
            var words = new List<string>();
            foreach (var option in OfDaemons.SelectMany(static daemon => daemon.Options).Concat(OfAll))
            {
                foreach (var word in option.Value is null ? [] : option.Words)
                {
                    if (!values.TryGetValue(word, out var known))
                    {
                        words.Add(word);
                    }

                    values[word] = known is null ? option.Value! : known.Or(option.Value!);
                }
            }

            return words
                .GroupBy(word => $"{values[word].Paths} {string.Join(" ", values[word].Names)}")
                .Select(group => (values[group.First()], group.ToArray()));
        }
    }
}
