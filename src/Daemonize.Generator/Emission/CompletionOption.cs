namespace Daemonize.Generator.Emission;

/// <summary>An option as shells know it.</summary>
/// <param name="Words">What can be typed for it, such as <c>--loud</c>, <c>--no-loud</c> and <c>-l</c>.</param>
/// <param name="Help">What it is for.</param>
/// <param name="Value">What completes its value, or null where none follows.</param>
internal sealed record CompletionOption(string[] Words, string Help, CompletionValue? Value);

/// <summary>What completes a value.</summary>
/// <param name="Names">The words that it can be, where they are known.</param>
/// <param name="Paths">Whether it names a file or directory.</param>
internal sealed record CompletionValue(string[] Names, CompletionPaths Paths)
{
    /// <summary>What nothing is known of.</summary>
    public static readonly CompletionValue Free = new([], CompletionPaths.None);

    /// <summary>What completes either, for two daemons may have options of one name.</summary>
    public CompletionValue Or(CompletionValue other) => new([.. Names.Union(other.Names)], Paths > other.Paths ? Paths : other.Paths);
}

/// <summary>What of the file system completes a value. The larger has the smaller in it.</summary>
internal enum CompletionPaths
{
    None,
    Directories,
    Files,
}

/// <summary>Verbs that take the same options.</summary>
/// <param name="Verbs">The verbs.</param>
/// <param name="OfDaemons">The options of each daemon that has any.</param>
/// <param name="OfAll">The options that no daemon needs to be named for.</param>
internal sealed record CompletionGroup(string[] Verbs, (string Daemon, CompletionOption[] Options)[] OfDaemons, CompletionOption[] OfAll)
{
    /// <summary>The words that a value follows, with those together that are completed alike.</summary>
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
