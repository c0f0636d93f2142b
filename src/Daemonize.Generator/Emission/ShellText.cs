namespace Daemonize.Generator.Emission;

/// <summary>Text as shells read it back, to the letter.</summary>
internal static class ShellText
{
    /// <summary>A word of bash or zsh, in quotes where it needs them.</summary>
    public static string Word(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>Text in single quotes, between which bash and zsh know nothing else.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", @"'\''")}'";

    /// <summary>A word of fish, in quotes where it needs them. Between single quotes, fish knows the backslash too.</summary>
    public static string FishWord(string text) => IsPlain(text) ? text : $"'{text.Replace(@"\", @"\\").Replace("'", @"\'")}'";

    /// <summary>Words, one after the other.</summary>
    public static string Words(IEnumerable<string> words) => string.Join(" ", words.Select(Word));

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
