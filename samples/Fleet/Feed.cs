using System.Globalization;

namespace Fleet;

/// <summary>
/// The feeds, without a network: what a source has published in a period of time is computed from its number. A feed of the web would be
/// an HttpClient here.
/// </summary>
internal static class Feed
{
    private static readonly string[] Events = ["opens", "closes", "grows", "moves", "wins a prize", "is painted blue", "is for sale"];

    private static readonly string[] Places = ["The library", "The harbour", "The old mill", "The market", "A bakery", "The bridge"];

    /// <summary>Returns the articles that a source has published from an instant up to but excluding another.</summary>
    public static async Task<List<Article>> FetchAsync(
        Source source, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        // About as long as a slow server takes.
        await Task.Delay(100 + (source.Id % 5 * 50), stopping);

        var period = (1 + (source.Id % 4)) * 1000;
        var articles = new List<Article>();
        for (var number = First(from, period); number < First(to, period); number++)
        {
            articles.Add(new(source.Id, number, TitleOf(source, number)));
        }

        return articles;
    }

    /// <summary>The number of the first article that is published at an instant or later, one in each period.</summary>
    private static long First(DateTimeOffset instant, int period) => (instant.ToUnixTimeMilliseconds() + period - 1) / period;

    private static string TitleOf(Source source, long number)
    {
        var seed = number + source.Id;
        return string.Create(
            CultureInfo.InvariantCulture, $"{source.Name}: {Places[seed % Places.Length]} {Events[seed % Events.Length]}");
    }
}
