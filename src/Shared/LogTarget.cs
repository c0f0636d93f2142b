namespace Daemonize;

/// <summary>The log destinations that are not files. The generator and the runtime share this file.</summary>
internal static class LogTarget
{
    /// <summary>Discards the log.</summary>
    public const string Null = "null";

    /// <summary>The syslog of this machine.</summary>
    public const string Syslog = "syslog";

    /// <summary>The systemd journal.</summary>
    public const string Journal = "journal";

    public const string Accepted = "the path of a file, or null, syslog or journal";

    private static readonly string[] OutputNames = ["-", "stdout", "console"];

    public static readonly string[] Words = [Null, Syslog, Journal];

    /// <summary>
    /// Returns the path of the stream that <c>-</c>, <c>stdout</c>, <c>stderr</c> or a similar text means; null for any other text. In the
    /// foreground, the log goes to the streams anyway; a started daemon has none. A file with such a name is written <c>./stdout</c>.
    /// </summary>
    public static string? FindStream(string text) =>
        Array.Exists(OutputNames, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) ? "/dev/stdout"
        : string.Equals(text, "stderr", StringComparison.OrdinalIgnoreCase) ? "/dev/stderr"
        : FilePathText.IsStream(text) ? text
        : null;

    /// <summary>
    /// Returns why a text is neither a word nor the path that it seems to be, as a phrase for messages; null for a valid text.
    /// </summary>
    public static string? FindMistake(string text)
    {
        var word = Array.Find(Words, word => word != text && string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
        return word is null ? FilePathText.FindMistake(text) : $"write '{word}', or './{text}' for a file";
    }

    /// <summary>Whether a text is the path of a file. A file that has one of the words as its name is written <c>./null</c>.</summary>
    public static bool IsFile(string text) => Array.IndexOf(Words, text) < 0;
}
