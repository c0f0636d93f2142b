using System.Globalization;

namespace Fleet;

/// <summary>A feed of news.</summary>
/// <param name="Id">Its number, which says which shard fetches it.</param>
/// <param name="Name">The name of the newspaper.</param>
internal sealed record Source(int Id, string Name)
{
    /// <summary>Reads the list: a number and a name on each line.</summary>
    public static async Task<List<Source>> ReadListAsync(string file, CancellationToken stopping)
    {
        List<Source> sources = [];
        await foreach (var line in File.ReadLinesAsync(file, stopping))
        {
            if (line.Split(' ', 2, StringSplitOptions.TrimEntries) is [var id, var name])
            {
                sources.Add(new(int.Parse(id, CultureInfo.InvariantCulture), name));
            }
        }

        return sources;
    }
}
