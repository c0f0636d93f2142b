using System.Globalization;
using System.Text;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>The part of XML property lists (plist(5)) that is needed here: dictionaries with texts, integers, flags and lists.</summary>
internal sealed class PropertyListText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <param name="comment">The lines of the comment that begins the list.</param>
    public PropertyListText(IEnumerable<string> comment)
    {
        _text.Append("""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <!--

            """);
        foreach (var line in comment)
        {
            _text.Append(line.Length > 0 ? "  " : "").Append(InComment(line)).Append('\n');
        }

        _text.Append("-->\n<plist version=\"1.0\">\n");
    }

    public void Add(string key, string text)
    {
        AddKey(key);
        AddText(text);
    }

    public void Add(string key, long number)
    {
        AddKey(key);
        Line($"<integer>{number.ToString(CultureInfo.InvariantCulture)}</integer>");
    }

    public void Add(string key, bool flag)
    {
        AddKey(key);
        Line(flag ? "<true/>" : "<false/>");
    }

    /// <summary>Adds a list of texts.</summary>
    public void Add(string key, IEnumerable<string> texts) => AddList(key, () =>
    {
        foreach (var text in texts)
        {
            AddText(text);
        }
    });

    /// <summary>Adds a list, whose items <paramref name="content"/> adds.</summary>
    public void AddList(string key, Action content)
    {
        AddKey(key);
        Nest("array", content);
    }

    /// <summary>Adds a dictionary under a key.</summary>
    public void AddDictionary(string key, Action content)
    {
        AddKey(key);
        AddDictionary(content);
    }

    /// <summary>Adds a dictionary to a list, or as the whole of the property list.</summary>
    public void AddDictionary(Action content) => Nest("dict", content);

    public override string ToString() => $"{_text}</plist>\n";

    private void AddKey(string key) => Line($"<key>{Escape(key)}</key>");

    private void AddText(string text) => Line($"<string>{Escape(text)}</string>");

    private void Nest(string element, Action content)
    {
        Line($"<{element}>");
        _depth++;
        content();
        _depth--;
        Line($"</{element}>");
    }

    private void Line(string line) => _text.Append('\t', _depth).Append(line).Append('\n');

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                // Not only in "]]>", where it must be.
                '>' => escaped.Append("&gt;"),
                // A parser turns a plain one into a line feed.
                '\r' => escaped.Append("&#13;"),
                var character when IsOfXml(text, i) => escaped.Append(character),
                var character => throw new DaemonException(
                    $"a property list cannot hold the character U+{(int)character:X4} of '{OneLine.From(text)}'; leave it out",
                    DaemonExitCode.Usage),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Makes a text fit into a comment, which two dashes would end.</summary>
    private static string InComment(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var isSecondDash = line[i] == '-' && text is [.., '-'];
            text.Append(isSecondDash ? " " : "").Append(IsOfXml(line, i) && line[i] != '\r' ? line[i] : '?');
        }

        return text.ToString();
    }

    /// <summary>Whether XML 1.0 has the character, which may be half of a pair.</summary>
    private static bool IsOfXml(string text, int index) =>
        char.IsLowSurrogate(text[index]) ? index > 0 && char.IsHighSurrogate(text[index - 1])
        : char.IsHighSurrogate(text[index]) ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
        : text[index] is '\t' or '\n' or '\r' or (>= ' ' and < '\uFFFE');
}
