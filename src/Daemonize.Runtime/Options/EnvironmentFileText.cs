using System.Text;

namespace Daemonize.Options;

/// <summary>
/// Reads an environment file as systemd.exec(5) has it: a NAME=value a line; comments begin with # or ;. A value may stand in quotes, several pieces in a row
/// are one, and a backslash at the end of a line goes on in the next.
/// </summary>
internal ref struct EnvironmentFileText(string text)
{
    private readonly string _text = text;
    private int _at;
    private int _line = 1;

    private readonly bool IsAtEnd => _at == _text.Length;

    private readonly char Current => _text[_at];

    /// <summary>Gives the variables in the order of the file; throws with the number of the line for what is none.</summary>
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

        // White space at the end counts only where it is quoted or escaped.
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

            // As in a shell, a backslash between double quotes is one unless it stands before what would mean something there.
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

    /// <summary>What stands behind a backslash; the end of a line is nothing.</summary>
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

    private readonly DaemonException Refuse(string path, string reason) => new($"cannot use {path}: line {_line}: {reason}", DaemonExitCode.Usage);
}
