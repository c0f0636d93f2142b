namespace Daemonize.Generator.Emission;

/// <summary>Quotes text for shells, which then read it unchanged.</summary>
internal static class ShellText
{
    /// <summary>Returns a word for bash or zsh, quoted if necessary.</summary>
    public static string Word(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>Returns text in single quotes, within which bash and zsh interpret no other character.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", @"'\''")}'";

    /// <summary>Returns a word for fish, quoted if necessary. Within single quotes, fish interprets the backslash too.</summary>
    public static string FishWord(string text) => IsPlain(text) ? text : $"'{text.Replace(@"\", @"\\").Replace("'", @"\'")}'";

    /// <summary>Returns words separated by spaces.</summary>
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
