using System.Text;

namespace Daemonize.Generator.Model;

/// <summary>
/// Converts C# names to command line names: <c>FetchNews</c> to <c>fetch-news</c>, <c>HTTPFetch</c> to <c>http-fetch</c>.
/// </summary>
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

    // The last capital letter of a run starts a word if a lowercase letter follows.
    private static bool StartsWord(string name, int index)
    {
        var previous = name[index - 1];
        return char.IsUpper(name[index]) && previous != '_'
            && (!char.IsUpper(previous) || (index + 1 < name.Length && char.IsLower(name[index + 1])));
    }
}
