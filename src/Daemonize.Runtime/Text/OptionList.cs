using System.Text;

namespace Daemonize.Text;

/// <summary>
/// Several values in one text: <c>a,b</c>. A comma in a value is written <c>\,</c>; a backslash before a comma or a backslash is written
/// <c>\\</c>.
/// </summary>
internal static class OptionList
{
    /// <summary>Splits a text into its values; an empty text has none. A backslash before any other character is literal.</summary>
    public static List<string> Split(string text)
    {
        List<string> values = [];
        if (text.Length == 0)
        {
            return values;
        }

        var value = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ',')
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else
            {
                value.Append(text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or '\\' ? text[++i] : text[i]);
            }
        }

        values.Add(value.ToString());
        return values;
    }

    public static string Join(IEnumerable<string> values)
    {
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
            {
                text.Append(',');
            }

            text.Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal));
            isFirst = false;
        }

        return text.ToString();
    }
}
