using System.Globalization;

namespace NewsApp;

/// <summary>The settings of a fetch, most of them from the environment.</summary>
/// <param name="ApiKey">The NewsAPI key; <see langword="null"/> reads the bundled edition.</param>
/// <param name="BaseAddress">The address of NewsAPI, with a slash at the end.</param>
/// <param name="Timeout">The limit for a whole answer. The default is shorter than the interval, so a slow answer costs no slot.</param>
/// <param name="OutputFolder">The absolute path of the folder for the files of headlines.</param>
internal sealed record NewsSettings(string? ApiKey, Uri BaseAddress, TimeSpan Timeout, string OutputFolder)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>The country of the headlines, in NewsAPI's notation.</summary>
    public string Country { get; init; } = "us";

    public static NewsSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>
    /// Reads the settings from <paramref name="variable"/>, which returns <see langword="null"/> or an empty text for a variable that is
    /// not set.
    /// </summary>
    public static NewsSettings From(Func<string, string?> variable) => new(
        ReadKey(variable("NEWSAPI_KEY")),
        ReadAddress(variable("NEWSAPI_BASE_ADDRESS")),
        ReadTimeout(variable("NEWSAPI_TIMEOUT")),
        ReadFolder(variable("NEWSAPP_OUTPUT")));

    /// <summary>Leaves out the key: the default text of a record would put it into logs.</summary>
    public override string ToString() => $"{BaseAddress.Authority}, {(ApiKey is null ? "no key" : "with a key")}, to {OutputFolder}";

    private static string? ReadKey(string? text)
    {
        // Keys often come from files that end with a line break.
        var key = text?.Trim();
        return string.IsNullOrEmpty(key) ? null
            : key.All(c => c is > ' ' and <= '~') ? key
            : throw new NewsException(
                "NEWSAPI_KEY holds a character that no key has (a space, a line end or one that is not ASCII); copy the key again");
    }

    private static Uri ReadAddress(string? text)
    {
        var address = string.IsNullOrWhiteSpace(text) ? "https://newsapi.org/" : text.Trim();
        return Uri.TryCreate(address.EndsWith('/') ? address : address + "/", UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
            ? uri
            : throw new NewsException(
                "NEWSAPI_BASE_ADDRESS is no http or https address without user, query and fragment, such as https://newsapi.org/");
    }

    private static TimeSpan ReadTimeout(string? text)
    {
        var (number, unit) = string.IsNullOrWhiteSpace(text) ? ("8", TimeSpan.FromSeconds(1)) : text.Trim() switch
        {
            [.. var count, 'm', 's'] => (count, TimeSpan.FromMilliseconds(1)),
            [.. var count, 's'] => (count, TimeSpan.FromSeconds(1)),
            _ => ("", TimeSpan.Zero),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units)
            && units * unit.TotalMilliseconds >= 1 && units * unit.TotalMilliseconds <= LongestTimeout.TotalMilliseconds
            ? unit * units
            : throw new NewsException(
                $"NEWSAPI_TIMEOUT is \"{OneLine.From(text)}\"; write a number with s or ms, from 1ms to 3600s, such as 8s");
    }

    /// <remarks>A daemon runs in <c>/</c>, so a relative folder is relative to the program.</remarks>
    private static string ReadFolder(string? text) =>
        Path.GetFullPath(string.IsNullOrWhiteSpace(text) ? "output" : text, AppContext.BaseDirectory);
}
