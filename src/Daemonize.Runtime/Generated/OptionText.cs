using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Daemonize.Options;

namespace Daemonize.Generated;

/// <summary>
/// Option values as text, both ways. Strict, and the same on every machine: what could be read in two ways (<c>1,000</c>, <c>01/02/2026</c>) is not read at all.
/// For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OptionText
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];
    private static readonly string[] TimeForms = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>ISO 8601 in its extended form, with a space in place of the T as RFC 3339 allows, and with or without an offset.</summary>
    private static readonly string[] InstantForms =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Any text; it may be empty.</summary>
    public static bool TryString(string text, out string value)
    {
        value = text;
        return true;
    }

    /// <summary>A single character.</summary>
    public static bool TryChar(string text, out char value)
    {
        value = text.Length == 1 ? text[0] : '\0';
        return text.Length == 1;
    }

    /// <summary>What people write for yes and no, in any case.</summary>
    public static bool TryBoolean(string text, out bool value)
    {
        value = IsAnyOf(text, "true", "yes", "on", "1");
        return value || IsAnyOf(text, "false", "no", "off", "0");
    }

    /// <summary>A whole number in decimal digits, with or without a sign.</summary>
    public static bool TryInteger<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : INumberBase<T> => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>A number with a point and an exponent, as far as it has them, that the type can hold.</summary>
    public static bool TryReal<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : INumberBase<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && T.IsFinite(value);

    /// <summary>A duration, in the forms that the attribute takes.</summary>
    public static bool TryDuration(string text, out TimeSpan value) => Duration.TryParse(text, out value);

    /// <summary>A date, or a date and a time, of ISO 8601; local time where it names no offset.</summary>
    public static bool TryInstant(string text, out DateTimeOffset value) =>
        LocalInstant.TryParse(text, InstantForms, out value) && !EndsOpen(text);

    /// <summary>The same without its offset: local time, or UTC where it says so.</summary>
    public static bool TryDateTime(string text, out DateTime value) =>
        DateTime.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out value) && !EndsOpen(text);

    /// <summary>A date of ISO 8601.</summary>
    public static bool TryDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <summary>A time of day of ISO 8601.</summary>
    public static bool TryTime(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out value) && !EndsOpen(text);

    /// <summary>An address with its scheme, such as <c>https://example.org/</c>.</summary>
    public static bool TryUri(string text, [MaybeNullWhen(false)] out Uri value) => Uri.TryCreate(text, UriKind.Absolute, out value) && text[0] != '/';

    /// <summary>The path of a file, there or not.</summary>
    public static bool TryFile(string text, [MaybeNullWhen(false)] out FileInfo value)
    {
        value = IsPath(text) ? new FileInfo(text) : null;
        return value is not null;
    }

    /// <summary>The path of a directory, there or not.</summary>
    public static bool TryDirectory(string text, [MaybeNullWhen(false)] out DirectoryInfo value)
    {
        value = IsPath(text) ? new DirectoryInfo(text) : null;
        return value is not null;
    }

    /// <summary>A UUID with or without its hyphens and braces.</summary>
    public static bool TryGuid(string text, out Guid value) => Guid.TryParse(text, out value) && text == text.Trim();

    /// <summary>What the type itself reads, by the rules of no particular culture.</summary>
    public static bool TryParsable<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>The text that <see cref="TryString"/> reads.</summary>
    public static string Format(string value) => value;

    /// <summary>The text that <see cref="TryBoolean"/> reads.</summary>
    public static string Format(bool value) => value ? "true" : "false";

    /// <summary>The text that <see cref="TryDuration"/> reads.</summary>
    public static string Format(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);

    /// <summary>The text that <see cref="TryInstant"/> reads.</summary>
    public static string Format(DateTimeOffset value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The text that <see cref="TryDateTime"/> reads.</summary>
    public static string Format(DateTime value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The text that <see cref="TryDate"/> reads.</summary>
    public static string Format(DateOnly value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The text that <see cref="TryTime"/> reads.</summary>
    public static string Format(TimeOnly value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The text that <see cref="TryUri"/> reads.</summary>
    public static string Format(Uri value) => value.OriginalString;

    /// <summary>The text that <see cref="TryFile"/> and <see cref="TryDirectory"/> read.</summary>
    public static string Format(FileSystemInfo value) => value.FullName;

    /// <summary>The text of a number, a character, a UUID or a type that reads itself.</summary>
    public static string FormatParsable<T>(T value)
        where T : IParsable<T> => (value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString()) ?? "";

    private static bool IsAnyOf(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The F of the forms also stands for no digit at all: <c>12:00:00.</c> would pass.</summary>
    private static bool EndsOpen(string text) => text.Contains('.') && text.AsSpan(text.IndexOf('.') + 1) is [] or [< '0' or > '9', ..];

    private static bool IsPath(string text) => text.Length > 0 && !text.Contains('\0');
}
