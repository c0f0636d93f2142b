using System.Globalization;
using System.Text;

namespace Daemonize.ServiceFiles;

/// <summary>The part of YAML that is needed here: mappings and lists by indentation, and texts between quotes.</summary>
internal sealed class YamlText
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private string _lead = "";

    /// <summary>Adds a comment on a separate line.</summary>
    public YamlText Comment(string text)
    {
        _text.Append("# ").Append(text).Append('\n');
        return this;
    }

    public void Add(string key, string text) => Line($"{key}: {Quote(text)}");

    public void Add(string key, long number) => Line($"{key}: {number.ToString(CultureInfo.InvariantCulture)}");

    public void Add(string key, bool flag) => Line($"{key}: {(flag ? "true" : "false")}");

    /// <summary>Adds a list of texts on the line of its key.</summary>
    public void Add(string key, IEnumerable<string> texts) => Line($"{key}: [{string.Join(", ", texts.Select(Quote))}]");

    /// <summary>Adds a mapping under a key.</summary>
    public void Map(string key, Action content)
    {
        Line(key + ":");
        Nest(content);
    }

    /// <summary>Adds an item, which is a mapping, to the list that a <see cref="Map"/> holds.</summary>
    public void Item(Action content)
    {
        _lead = "- ";
        Nest(content);
    }

    public override string ToString() => _text.ToString();

    private void Nest(Action content)
    {
        _depth++;
        content();
        _depth--;
    }

    /// <summary>Adds a line as it is.</summary>
    public void Line(string line)
    {
        // The dash of an item is part of the indentation of its first line.
        _text.Append(' ', (2 * _depth) - _lead.Length).Append(_lead).Append(line).Append('\n');
        _lead = "";
    }

    /// <summary>Quotes a text. Between double quotes, YAML has the escapes of JSON.</summary>
    private static string Quote(string text)
    {
        // Plain words that YAML does not read as texts, such as true, are short.
        if (text.Length > 5 && (char.IsAsciiLetter(text[0]) || text[0] == '/')
            && text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '/' or '.'))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character is '"' or '\\' ? quoted.Append('\\').Append(character)
                : char.IsControl(character) ? quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture))
                : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }
}
