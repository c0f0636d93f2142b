using System.Text;

namespace Daemonize.Tool.Completing;

/// <summary>
/// A command line as bash has it before it is complete. bash itself splits it also at colons and equals signs (COMP_WORDBREAKS), and
/// replaces only what is behind the last of them.
/// </summary>
internal sealed class BashLine
{
    private readonly List<string> _words = [];
    private char _quote;

    private BashLine()
    {
    }

    /// <summary>The words before the last, without that of the command.</summary>
    public string[] Before => [.. _words.Skip(1).SkipLast(1)];

    /// <summary>The word at the end, without quotes; empty after a space.</summary>
    public string Current => _words[^1];

    /// <summary>Reads the line up to the cursor.</summary>
    public static BashLine Parse(string line)
    {
        var parsed = new BashLine();
        parsed.Read(line);
        return parsed;
    }

    /// <summary>Gets what bash is to put in the place of the last word.</summary>
    /// <param name="word">The word that completes it.</param>
    /// <param name="breaks">The characters that bash splits words at.</param>
    public string Replace(string word, string breaks)
    {
        // Behind a quote that is open, bash splits nothing, and nothing needs a quote.
        var start = _quote == '\0' ? Current.AsSpan().LastIndexOfAny(breaks) + 1 : 0;
        return _quote == '\0' ? Quote(word[start..]) : word;
    }

    private void Read(string line)
    {
        var word = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (_quote == '\0' && character is ' ' or '\t')
            {
                End();
            }
            else if (character == _quote)
            {
                _quote = '\0';
            }
            else if (_quote == '\0' && character is '\'' or '"')
            {
                (_quote, isOpen) = (character, true);
            }
            else
            {
                // In single quotes a backslash is one; else it takes the next character as it is.
                i += character == '\\' && _quote != '\'' && i + 1 < line.Length ? 1 : 0;
                word.Append(line[i]);
                isOpen = true;
            }
        }

        _words.Add(word.ToString());

        void End()
        {
            if (isOpen)
            {
                _words.Add(word.ToString());
            }

            word.Clear();
            isOpen = false;
        }
    }

    private static string Quote(string word)
    {
        var text = new StringBuilder();
        foreach (var character in word)
        {
            _ = char.IsLetterOrDigit(character) || "/._:=+,@%-".Contains(character, StringComparison.Ordinal)
                ? text
                : text.Append('\\');
            text.Append(character);
        }

        return text.ToString();
    }
}
