using System.Text;

namespace Daemonize.Generator.Parsing;

/// <summary>Names of C# as they are written on a command line: <c>FetchNews</c> is <c>fetch-news</c>, <c>HTTPFetch</c> is <c>http-fetch</c>.</summary>
internal static class KebabCase
{
    public static string From(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && StartsWord(name, i))
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    // Of a run of capitals, the last one starts a word if a small letter follows.
    private static bool StartsWord(string name, int index)
    {
        var previous = name[index - 1];
        return char.IsUpper(name[index]) && previous != '_'
            && (!char.IsUpper(previous) || (index + 1 < name.Length && char.IsLower(name[index + 1])));
    }
}
