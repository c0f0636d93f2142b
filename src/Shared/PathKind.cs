namespace Daemonize;

/// <summary>The path of a file or directory.</summary>
/// <param name="accepted">The accepted text, as a phrase.</param>
/// <param name="rule">Returns why a path cannot be used, as a phrase; null for a valid path.</param>
/// <param name="lookalike">Returns why a text is not the path that it seems to be, as a phrase; null for a valid text.</param>
/// <param name="words">The words that are accepted in place of a path; may be empty.</param>
internal sealed class PathKind(string accepted, Func<string, string?> rule, Func<string, string?> lookalike, params string[] words)
    : SettingKind<string>("path")
{
    public override string Accepted => accepted;

    public override string[] Words => words;

    public bool IsDirectory { get; init; }

    /// <summary>Returns why a text is not the path that it seems to be, as a phrase; null for a valid text.</summary>
    public string? FindLookalike(string text) => lookalike(text);

    public override bool TryParse(string text, out string value, out string? mistake)
    {
        value = text;
        mistake = rule(text) ?? lookalike(text);
        return mistake is null;
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override string Read(string text) => text;

    // A variable outlives the directory in which it was set, so a relative path in it is ambiguous.
    public override string Refuse(string shown, string? mistake) =>
        IsDirectory && shown is not ['/', ..] ? $"takes an absolute path, not '{shown}'" : base.Refuse(shown, mistake);

    public override string Format(string value) => value;
}
