namespace Daemonize.Options;

/// <summary>
/// Finds the password in a URL, also in a text that is almost one: a password must not be shown because of a typing mistake next to it.
/// What may be a password counts as one.
/// </summary>
internal static class StorePassword
{
    private const string Shown = "***";

    /// <summary>The ends of the names of parameters that are secret, in lowercase.</summary>
    private static readonly string[] SecretNames = ["password", "passwd", "pwd", "secret", "token"];

    /// <summary>Returns the number of characters of the scheme, without its colon; 0 for a text without one.</summary>
    public static int SchemeLength(string text)
    {
        var length = 0;
        while (length < text.Length && IsOfScheme(text[length], isFirst: length == 0))
        {
            length++;
        }

        return length < text.Length && text[length] == ':' ? length : 0;
    }

    /// <summary>Whether a text contains a password.</summary>
    public static bool IsIn(string text) => Mask(text) != text;

    /// <summary>Returns a text with <c>***</c> in place of its password.</summary>
    public static string Mask(string text)
    {
        var masked = MaskUser(text);
        var query = masked.IndexOf('?');
        return query < 0 ? masked : $"{masked.Substring(0, query)}?{MaskQuery(masked.Substring(query + 1))}";
    }

    private static string MaskUser(string text)
    {
        var (start, end) = FindPassword(text);
        return start < end ? $"{text.Substring(0, start)}{Shown}{text.Substring(end)}" : text;
    }

    /// <summary>Finds the password between the user and the host.</summary>
    private static (int Start, int End) FindPassword(string text)
    {
        var scheme = SchemeLength(text);
        var afterScheme = scheme == 0 ? 0 : scheme + 1;
        var hasAuthority = string.CompareOrdinal(text, afterScheme, "//", 0, 2) == 0;
        var start = hasAuthority ? afterScheme + 2 : afterScheme;
        var last = text.LastIndexOf('@');
        if (last < start)
        {
            return default;
        }

        var slash = text.IndexOfAny(['/', '?', '#'], start);
        var endOfAuthority = slash < 0 ? text.Length : slash;
        if (endOfAuthority == start)
        {
            return default;
        }

        if (!hasAuthority && scheme > 0)
        {
            // "user:password@host": the user was taken for a scheme.
            return (start, last);
        }

        var at = text.LastIndexOf('@', endOfAuthority - 1, endOfAuthority - start);
        var colon = text.IndexOf(':', start, endOfAuthority - start);
        if (colon < 0)
        {
            return default;
        }

        // Without an '@' before the path, this is a port, or a password with a slash in it.
        return at > colon ? (colon + 1, at)
            : at < 0 && text[start] != '[' && !IsNumber(text, colon + 1, endOfAuthority) ? (colon + 1, last)
            : default;
    }

    private static string MaskQuery(string query)
    {
        var parameters = query.Split('&');
        for (var i = 0; i < parameters.Length; i++)
        {
            var equals = parameters[i].IndexOf('=');
            if (equals >= 0 && equals + 1 < parameters[i].Length && IsSecret(parameters[i].Substring(0, equals)))
            {
                parameters[i] = $"{parameters[i].Substring(0, equals)}={Shown}";
            }
        }

        return string.Join("&", parameters);
    }

    private static bool IsSecret(string name) =>
        Array.Exists(SecretNames, secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase));

    private static bool IsNumber(string text, int start, int end)
    {
        while (start < end && text[start] is >= '0' and <= '9')
        {
            start++;
        }

        return start == end;
    }

    private static bool IsOfScheme(char character, bool isFirst) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')
        || (!isFirst && character is (>= '0' and <= '9') or '+' or '-' or '.');
}
