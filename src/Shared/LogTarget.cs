namespace Daemonize;

/// <summary>Where a log goes that is no file. The generator and the runtime share this file.</summary>
internal static class LogTarget
{
    /// <summary>Nowhere.</summary>
    public const string Null = "null";

    /// <summary>The syslog of this machine.</summary>
    public const string Syslog = "syslog";

    /// <summary>The journal of systemd.</summary>
    public const string Journal = "journal";

    public const string Accepted = "the path of a file, or null, syslog or journal";

    private static readonly string[] OutputNames = ["-", "stdout", "console"];

    public static readonly string[] Words = [Null, Syslog, Journal];

    /// <summary>
    /// The path of the stream that is meant by <c>-</c>, <c>stdout</c>, <c>stderr</c> and the like; null for anything else. What is in the foreground logs to its streams
    /// anyway, and a daemon that was started has none. A file of such a name is written <c>./stdout</c>.
    /// </summary>
    public static string? FindStream(string text) =>
        Array.Exists(OutputNames, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) ? "/dev/stdout"
        : string.Equals(text, "stderr", StringComparison.OrdinalIgnoreCase) ? "/dev/stderr"
        : FilePathText.IsStream(text) ? text
        : null;

    /// <summary>Why a text is neither a word nor the path that it seems to be, as a phrase for messages; null where it is.</summary>
    public static string? FindMistake(string text)
    {
        var word = Array.Find(Words, word => word != text && string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
        return word is null ? FilePathText.FindMistake(text) : $"write '{word}', or './{text}' for a file";
    }

    /// <summary>Whether it is the path of a file. A file that is called as one of the words is written <c>./null</c>.</summary>
    public static bool IsFile(string text) => Array.IndexOf(Words, text) < 0;
}
