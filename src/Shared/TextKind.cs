namespace Daemonize;

/// <summary>Text that is its own value.</summary>
/// <param name="placeholder">The placeholder of the value in the help.</param>
/// <param name="accepted">The accepted text, as a phrase.</param>
/// <param name="isValid">Whether a text is valid.</param>
internal sealed class TextKind(string placeholder, string accepted, Predicate<string> isValid) : SettingKind<string>(placeholder)
{
    public override string Accepted => accepted;

    public override bool TryParse(string text, out string value, out string? mistake)
    {
        value = text;
        mistake = null;
        return isValid(text);
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override string Read(string text) => text;

    public override string Format(string value) => value;
}
