namespace Daemonize;

/// <summary>Parses the entries of the setting Environment. The generator and the runtime share this file.</summary>
internal static class EnvironmentEntry
{
    public const string Accepted = "NAME=value, or NAME alone to keep the caller's";

    public static bool IsValid(string text) => TryParse(text, out _, out _);

    /// <summary>
    /// Splits an entry into name and value; the value is null for an entry that keeps the caller's. Returns false for an invalid entry.
    /// </summary>
    public static bool TryParse(string text, out string name, out string? value)
    {
        var end = text.IndexOf('=');
        name = end < 0 ? text : text.Substring(0, end);
        value = end < 0 ? null : text.Substring(end + 1);
        return name.Length > 0 && text.IndexOf('\0') < 0 && !HasSpace(name);
    }

    private static bool HasSpace(string name)
    {
        foreach (var character in name)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }
}
