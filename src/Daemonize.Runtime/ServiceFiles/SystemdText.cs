using System.Globalization;
using System.Text;

namespace Daemonize.ServiceFiles;

/// <summary>The lines of a unit, with special characters escaped (systemd.syntax(7), systemd.service(5), "Command lines").</summary>
internal sealed class SystemdText
{
    private readonly StringBuilder _text = new();

    /// <param name="firstLine">The text of the comment that begins the unit.</param>
    public SystemdText(string firstLine) => _text.Append("# ").Append(firstLine).Append('\n');

    public void Section(string name) => _text.Append("\n[").Append(name).Append("]\n");

    /// <summary>Adds a line as it is.</summary>
    public void Add(string key, string value) => _text.Append(key).Append('=').Append(value).Append('\n');

    /// <summary>Adds a line of free text, in which <c>%</c> begins no specifier and no backslash continues the line.</summary>
    public void AddText(string key, string text) => Add(key, text.Replace("%", "%%", StringComparison.Ordinal).TrimEnd('\\', ' '));

    /// <summary>Adds a line of words, which systemd splits and unquotes.</summary>
    public void AddWords(string key, params IEnumerable<string> words) =>
        Add(key, string.Join(' ', words.Select(static word => Quote(word))));

    public void AddTime(string key, TimeSpan time) => Add(key, Time(time));

    /// <summary>Gets a time in seconds, to the millisecond, as both systemd and our own options read it.</summary>
    public static string Time(TimeSpan time) =>
        Math.Ceiling(time.TotalMilliseconds) is var ms && ms % 1000 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{ms / 1000}s")
            : string.Create(CultureInfo.InvariantCulture, $"{ms}ms");

    public override string ToString() => _text.ToString();

    /// <summary>Quotes one word. In a command line a dollar would begin the name of a variable.</summary>
    public static string Quote(string word, bool isArgument = false)
    {
        var quoted = new StringBuilder(word.Length + 2);
        var isPlain = word.Length > 0;
        foreach (var character in word)
        {
            isPlain &=
                char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or '=' or ':' or ',' or '@' or '+' or '%';
            _ = character switch
            {
                '%' => quoted.Append("%%"),
                '$' when isArgument => quoted.Append("$$"),
                '"' or '\\' => quoted.Append('\\').Append(character),
                < ' ' or '\x7f' => quoted.Append("\\x").Append(((int)character).ToString("x2", CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }

        return isPlain ? quoted.ToString() : $"\"{quoted}\"";
    }
}
