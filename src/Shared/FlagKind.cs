namespace Daemonize;

/// <summary>Yes or no. On the command line, the option stands alone: <c>--log-compress</c> or <c>--no-log-compress</c>.</summary>
internal sealed class FlagKind() : SettingKind<bool>(placeholder: "")
{
    public const string Yes = "yes";
    public const string No = "no";

    public override string Accepted => "yes or no";

    public override bool TryParse(string text, out bool value, out string? mistake)
    {
        mistake = null;
        return TryParse(text, out value);
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override bool Read(string text) => TryParse(text, out var value) ? value : throw Defect(text);

    public override string Format(bool value) => value ? "true" : "false";

    /// <summary>Reads a common word for yes or no, in any case.</summary>
    public static bool TryParse(string text, out bool value)
    {
        value = IsAnyOf(text, Yes, "true", "on", "1");
        return value || IsAnyOf(text, No, "false", "off", "0");
    }

    private static bool IsAnyOf(string text, string first, string second, string third, string digit) =>
        Is(text, first) || Is(text, second) || Is(text, third) || Is(text, digit);

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
