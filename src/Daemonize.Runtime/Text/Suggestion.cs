namespace Daemonize.Text;

/// <summary>Finds the intended name for a mistyped one.</summary>
internal static class Suggestion
{
    /// <summary>Gets the name with the fewest typing errors from <paramref name="typed"/>; null if none is near.</summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        string? nearest = null;
        var fewest = 1 + Math.Max(1, typed.Length / 3);
        foreach (var name in names)
        {
            if (Distance(typed, name) is var slips && slips < fewest)
            {
                (nearest, fewest) = (name, slips);
            }
        }

        return nearest;
    }

    /// <summary>Gets the end of a message, which suggests a name or refers to the help.</summary>
    public static string Suggest(string program, string typed, IEnumerable<string> names) =>
        Find(typed, names) is { } name ? $"; did you mean '{name}'?" : $"; see '{program} --help'";

    /// <summary>Counts the letters to insert, delete, change or swap with the next (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                distances[i, j] = i == 0 ? j
                    : j == 0 ? i : Math.Min(
                    Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                    distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[one.Length, other.Length];
    }
}
