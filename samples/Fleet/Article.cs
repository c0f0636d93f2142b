namespace Fleet;

/// <summary>An article of a feed.</summary>
/// <param name="SourceId">The source that has published it.</param>
/// <param name="Number">Its number in the feed: each source counts its articles, so that a reader sees whether one is missing.</param>
/// <param name="Title">The headline.</param>
internal sealed record Article(int SourceId, long Number, string Title);
