namespace Daemonize;

/// <summary>
/// A cron expression, or "off". The value is its text: the type of an expression would load the library of cron expressions at every start.
/// </summary>
internal sealed class CronKind() : SettingKind<string>("expression")
{
    /// <summary>The mistake of an expression without any occurrence.</summary>
    public const string Never = "it never comes, for no day matches all of its fields";

    public override string Accepted => CronText.Accepted;

    public override bool TryParse(string text, out string value, out string? mistake)
    {
        value = text;
        mistake = null;
        if (text != CronText.Off && CronText.TryParse(text, out var expression, out mistake) && !CronText.Comes(expression))
        {
            mistake = Never;
        }

        return mistake is null;
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override string Read(string text) => text;

    public override string Format(string value) => value;
}
