namespace Daemonize.Options;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
internal static class Suggestion
{
    /// <summary>The name that the fewest slips of the fingers turn into <paramref name="typed"/>, or null when none is near.</summary>
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

    /// <summary>The end of a message that says so, or where to look.</summary>
    public static string Suggest(string program, string typed, IEnumerable<string> names) =>
        Find(typed, names) is { } name ? $"; did you mean '{name}'?" : $"; see '{program} --help'";

    /// <summary>How many letters must be added, left out, changed or swapped with the next (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                distances[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
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
