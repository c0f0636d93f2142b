using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsApp;

/// <summary>An answer of NewsAPI v2: articles or an error.</summary>
/// <param name="Status"><c>ok</c> or <c>error</c>.</param>
/// <param name="TotalResults">The number of articles; the answer holds the first page of them.</param>
/// <param name="Articles">The articles if the status is <c>ok</c>.</param>
/// <param name="Code">The name of an error, such as <c>apiKeyInvalid</c>.</param>
/// <param name="Message">NewsAPI's description of an error.</param>
internal sealed record Headlines(string? Status, int? TotalResults, Article[]? Articles, string? Code, string? Message)
{
    /// <summary>Reads an answer that must hold headlines. If it does not, the error message names <paramref name="sender"/>.</summary>
    public static Headlines Read(Stream json, string sender)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(json, HeadlinesJson.Default.Headlines) ?? throw Unusable("it is null");
            return answer.FindFault() is { } fault ? throw Unusable(fault) : answer;
        }
        catch (JsonException e)
        {
            throw Unusable(e.Message.TrimEnd('.'), e);
        }

        NewsException Unusable(string fault, Exception? cause = null) =>
            new($"{sender} sent no headlines of the NewsAPI v2 schema: {fault}; if this stays, check NEWSAPI_BASE_ADDRESS", cause);
    }

    private string? FindFault() => this switch
    {
        { Status: not "ok" } => $"its status is \"{OneLine.From(Status)}\" ({OneLine.From(Code ?? "no code")}), not \"ok\"",
        { Articles: null } => "it has no articles",
        { Articles: [] } => "its list of articles is empty",

        // Any field may be null in practice, but an article with neither title nor link is not a headline.
        _ => Array.FindIndex(Articles, a => a is null or { Title: null, Url: null }) is var i and >= 0
            ? $"article {i + 1} has neither title nor url"
            : null,
    };
}

/// <summary>One headline. Every field may be <see langword="null"/>.</summary>
/// <param name="Source">The publisher of the article.</param>
/// <param name="Author">The author of the article.</param>
/// <param name="Title">The title of the article.</param>
/// <param name="Description">One or two sentences of the article.</param>
/// <param name="Url">The link to the article.</param>
/// <param name="UrlToImage">The link to the article's picture.</param>
/// <param name="PublishedAt">The time of publication, in UTC.</param>
/// <param name="Content">The start of the article's text.</param>
internal sealed record Article(
    ArticleSource? Source, string? Author, string? Title, string? Description, string? Url, string? UrlToImage, DateTimeOffset? PublishedAt,
    string? Content);

/// <summary>A publisher of articles.</summary>
/// <param name="Id">Its identifier at NewsAPI, or <see langword="null"/>.</param>
/// <param name="Name">Its display name, or <see langword="null"/>.</param>
internal sealed record ArticleSource(string? Id, string? Name);

/// <summary>
/// The generated readers of <see cref="Headlines"/>: no reflection, so the program can be trimmed and compiled ahead of time.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Headlines))]
internal sealed partial class HeadlinesJson : JsonSerializerContext;
