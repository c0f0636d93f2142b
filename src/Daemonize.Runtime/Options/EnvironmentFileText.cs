using System.Text;
using Daemonize.Text;

namespace Daemonize.Options;

/// <summary>
/// Reads an environment file in the format of systemd.exec(5): one NAME=value per line; comments begin with # or ;. A value may be quoted,
/// consecutive pieces form one value, and a backslash at the end of a line continues it on the next.
/// </summary>
internal ref struct EnvironmentFileText(string text)
{
    private readonly string _text = text;
    private int _at;
    private int _line = 1;

    private readonly bool IsAtEnd => _at == _text.Length;

    private readonly char Current => _text[_at];

    /// <summary>Gets the variables in the order of the file. Throws, with the line number, for a line that is not a variable.</summary>
    public static List<NameValue> Parse(string text, string path)
    {
        var reader = new EnvironmentFileText(text);
        List<NameValue> variables = [];
        while (reader.TryFindName(path, out var name))
        {
            variables.Add(new NameValue(name, reader.ReadValue(path)));
        }

        return variables;
    }

    private bool TryFindName(string path, out string name)
    {
        name = "";
        while (!IsAtEnd)
        {
            var end = _text.IndexOf('\n', _at) is >= 0 and var found ? found : _text.Length;
            var line = _text.AsSpan(_at, end - _at).Trim();
            if (!line.IsEmpty && line[0] is not ('#' or ';'))
            {
                var equals = line.IndexOf('=');
                name = equals < 0 ? "" : line[..equals].TrimEnd().ToString();
                if (equals < 0 || !EnvironmentEntry.TryParse(name, out _, out _))
                {
                    throw Refuse(path, "it is not NAME=value");
                }

                _at = _text.IndexOf('=', _at) + 1;
                return true;
            }

            _at = Math.Min(end + 1, _text.Length);
            _line++;
        }

        return false;
    }

    private string ReadValue(string path)
    {
        var value = new StringBuilder();

        // White space at the end counts only if it is quoted or escaped.
        var kept = 0;
        SkipBlanks();
        while (!IsAtEnd && Current != '\n')
        {
            var character = Take();
            if (character is '"' or '\'')
            {
                ReadQuoted(value, character, path);
                kept = value.Length;
            }
            else if (character == '\\')
            {
                ReadEscaped(value);
                kept = value.Length;
            }
            else
            {
                value.Append(character);
                kept = character is ' ' or '\t' or '\r' ? kept : value.Length;
            }
        }

        value.Length = kept;
        return value.ToString();
    }

    private void ReadQuoted(StringBuilder value, char quote, string path)
    {
        var line = _line;
        while (!IsAtEnd && Current != quote)
        {
            var character = Take();

            // As in a shell, a backslash between double quotes is literal unless it precedes a character that is special there.
            if (character == '\\' && quote == '"' && !IsAtEnd && Current is '"' or '\\' or '$' or '`' or '\n')
            {
                ReadEscaped(value);
            }
            else
            {
                value.Append(character);
            }
        }

        if (IsAtEnd)
        {
            _line = line;
            throw Refuse(path, $"a {quote} has no end");
        }

        _at++;
    }

    /// <summary>Reads the character after a backslash; a line end is dropped.</summary>
    private void ReadEscaped(StringBuilder value)
    {
        if (!IsAtEnd && Take() is not '\n' and var character)
        {
            value.Append(character);
        }
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && Current is ' ' or '\t')
        {
            _at++;
        }
    }

    private char Take()
    {
        var character = _text[_at++];
        _line += character == '\n' ? 1 : 0;
        return character;
    }

    private readonly DaemonException Refuse(string path, string reason) =>
        new($"cannot use {path}: line {_line}: {reason}", DaemonExitCode.Usage);
}
