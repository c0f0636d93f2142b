using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Daemonize.Platform;

namespace Daemonize.CompilerServices;

/// <summary>
/// Converts option values from text and to text. The formats are strict and the same on every machine: ambiguous text (<c>1,000</c>,
/// <c>01/02/2026</c>) is refused.
/// </summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OptionText
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];
    private static readonly string[] TimeForms = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>ISO 8601 in its extended form, with a space instead of the T as RFC 3339 allows, and with or without an offset.</summary>
    private static readonly string[] InstantForms =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads any text; it may be empty.</summary>
    public static bool TryString(string text, out string value)
    {
        value = text;
        return true;
    }

    /// <summary>Reads a single character.</summary>
    public static bool TryChar(string text, out char value)
    {
        value = text.Length == 1 ? text[0] : '\0';
        return text.Length == 1;
    }

    /// <summary>Reads a common word for yes or no, in any case.</summary>
    public static bool TryBoolean(string text, out bool value) => FlagKind.TryParse(text, out value);

    /// <summary>Reads a whole number in decimal digits, with or without a sign.</summary>
    public static bool TryInteger<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : INumberBase<T> => T.TryParse(text, NumberStyles.AllowLeadingSign, InvariantNumbers.Format, out value);

    /// <summary>Reads a number, with an optional decimal point and exponent, that the type can represent.</summary>
    public static bool TryReal<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : INumberBase<T> =>
        T.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, InvariantNumbers.Format,
            out value)
        && T.IsFinite(value);

    /// <summary>Reads a duration, in the formats that the attribute accepts.</summary>
    public static bool TryDuration(string text, out TimeSpan value) => Duration.TryParse(text, out value);

    /// <summary>Reads a date, or a date and a time, in ISO 8601; local time if it has no offset.</summary>
    public static bool TryInstant(string text, out DateTimeOffset value) =>
        LocalInstant.TryParse(text, InstantForms, out value) && !EndsOpen(text);

    /// <summary>Reads the same without an offset: local time, or UTC if the text says so.</summary>
    public static bool TryDateTime(string text, out DateTime value) =>
        DateTime.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out value)
            && !EndsOpen(text);

    /// <summary>Reads a date in ISO 8601.</summary>
    public static bool TryDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <summary>Reads a time of day in ISO 8601.</summary>
    public static bool TryTime(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out value) && !EndsOpen(text);

    /// <summary>Reads an absolute URI with its scheme, such as <c>https://example.org/</c>.</summary>
    public static bool TryUri(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && text[0] != '/';

    /// <summary>Reads the path of a file, which may not exist.</summary>
    public static bool TryFile(string text, [MaybeNullWhen(false)] out FileInfo value)
    {
        value = IsPath(text) ? new FileInfo(text) : null;
        return value is not null;
    }

    /// <summary>Reads the path of a directory, which may not exist.</summary>
    public static bool TryDirectory(string text, [MaybeNullWhen(false)] out DirectoryInfo value)
    {
        value = IsPath(text) ? new DirectoryInfo(text) : null;
        return value is not null;
    }

    /// <summary>Reads a UUID with or without its hyphens and braces.</summary>
    public static bool TryGuid(string text, out Guid value) => Guid.TryParse(text, out value) && text == text.Trim();

    /// <summary>Reads the format of the type itself, in the invariant culture.</summary>
    public static bool TryParsable<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>Returns the text that <see cref="TryString"/> reads.</summary>
    public static string Format(string value) => value;

    /// <summary>Returns the text that <see cref="TryBoolean"/> reads.</summary>
    public static string Format(bool value) => value ? "true" : "false";

    /// <summary>Returns the text that <see cref="TryDuration"/> reads.</summary>
    public static string Format(TimeSpan value) => value.ToString("c", InvariantNumbers.Format);

    /// <summary>Returns the text that <see cref="TryInstant"/> reads.</summary>
    public static string Format(DateTimeOffset value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Returns the text that <see cref="TryDateTime"/> reads.</summary>
    public static string Format(DateTime value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Returns the text that <see cref="TryDate"/> reads.</summary>
    public static string Format(DateOnly value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Returns the text that <see cref="TryTime"/> reads.</summary>
    public static string Format(TimeOnly value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Returns the text that <see cref="TryUri"/> reads.</summary>
    public static string Format(Uri value) => value.OriginalString;

    /// <summary>Returns the text that <see cref="TryFile"/> and <see cref="TryDirectory"/> read.</summary>
    public static string Format(FileSystemInfo value) => value.FullName;

    /// <summary>Returns the text of a number, a character, a UUID or a type that parses itself.</summary>
    public static string FormatParsable<T>(T value)
        where T : IParsable<T> =>
            (value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString()) ?? "";

    /// <summary>
    /// Whether a text ends without digits after its point. The F of the formats also matches no digit: <c>12:00:00.</c> would be accepted.
    /// </summary>
    private static bool EndsOpen(string text) => text.Contains('.') && text.AsSpan(text.IndexOf('.') + 1) is [] or [< '0' or > '9', ..];

    private static bool IsPath(string text) => text.Length > 0 && !text.Contains('\0');
}
