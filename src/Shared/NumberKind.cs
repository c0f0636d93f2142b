
namespace Daemonize;

/// <summary>A whole number within limits, or a list of such numbers.</summary>
/// <param name="range">The numbers that are accepted, both limits included.</param>
/// <param name="isList">Whether the setting is a list, whose elements have this kind.</param>
/// <param name="auto">The word for 0, which counts as accepted then; null for none.</param>
internal sealed class NumberKind(NumberRange range, bool isList = false, string? auto = null)
    : SettingKind<int>(isList ? "numbers" : "number")
{
    public NumberRange Range => range;

    /// <summary>Gets the word for 0; null for none.</summary>
    public string? Auto => auto;

    public override string Accepted =>
        isList ? $"numbers from {range.Least} to {range.Most}, separated by commas"
        : auto is null ? range.Accepted
        : $"{range.Accepted}, or {auto}";

    public override bool TryParse(string text, out int value, out string? mistake)
    {
        mistake = null;
        if (auto is not null && text == auto)
        {
            value = 0;
            return true;
        }

        return TryParse(text, out value)
            && (range.Contains(value) || (auto is not null && value == 0));
    }

    public override bool IsValid(string text, out string? mistake) => TryParse(text, out _, out mistake);

    public override int Read(string text) => TryParse(text, out var value, out _) ? value : throw Defect(text);

    /// <summary>
    /// Reads a number with or without a sign. By hand: the parser of .NET would load the formats of a culture, in every process.
    /// </summary>
    private static bool TryParse(string text, out int value)
    {
        value = 0;
        var isNegative = text is ['-', ..];
        var begin = isNegative || text is ['+', ..] ? 1 : 0;
        var number = 0L;
        for (var i = begin; i < text.Length; i++)
        {
            number = (number * 10) + (text[i] - '0');
            if (text[i] is < '0' or > '9' || number > 1L + int.MaxValue)
            {
                return false;
            }
        }

        number = isNegative ? -number : number;
        value = number > int.MaxValue ? 0 : (int)number;
        return text.Length > begin && number <= int.MaxValue;
    }

    public override string Format(int value) => value == 0 && auto is not null ? auto : value.ToString(InvariantNumbers.Format);
}
