namespace Daemonize;

/// <summary>
/// The kind of a setting's value: which text it accepts, and how messages and the help describe it. Every source of a setting has the same
/// text, so there is one reader for all of them.
/// </summary>
/// <param name="placeholder">The placeholder of the value in the help; empty for a flag.</param>
internal abstract class SettingKind(string placeholder)
{
    public string Placeholder => placeholder;

    /// <summary>Gets the accepted text, as a phrase for messages. Not stored: most processes never show it.</summary>
    public abstract string Accepted { get; }

    /// <summary>Gets the words that the kind accepts, for completion; may be empty.</summary>
    public virtual string[] Words => [];

    /// <summary>Whether a text is valid.</summary>
    /// <param name="text">The text of one value.</param>
    /// <param name="mistake">The reason why the text is not valid, as a phrase; null if <see cref="Accepted"/> says enough.</param>
    public abstract bool IsValid(string text, out string? mistake);

    /// <summary>Returns the message about an invalid text, without its source.</summary>
    /// <param name="shown">The text in a form that fits on a line.</param>
    /// <param name="mistake">The reason from <see cref="IsValid"/>; null if there is none.</param>
    public virtual string Refuse(string shown, string? mistake) =>
        $"takes {Accepted}, not '{shown}'{(mistake is null ? "" : $": {mistake}")}";

    /// <summary>Creates the exception for a text of the attribute or a default that is not valid, which is a defect.</summary>
    protected ArgumentException Defect(string text) => new($"not {Accepted}: {text}");
}

/// <summary>
/// A kind with the type of its values. It has no method with a body: one that is inherited from a generic class is not compiled ahead of
/// time.
/// </summary>
internal abstract class SettingKind<T>(string placeholder) : SettingKind(placeholder)
{
    public abstract bool TryParse(string text, out T value, out string? mistake);

    /// <summary>Reads a text that is known to be valid: a default, or a text of the attribute, which the build has checked.</summary>
    public abstract T Read(string text);

    /// <summary>Returns a text that <see cref="TryParse"/> reads as the value; for an invalid value, one that it refuses.</summary>
    public abstract string Format(T value);
}
