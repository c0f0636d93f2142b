namespace Daemonize.Text;

/// <summary>The command line's spelling of an enumeration member: <c>on-failure</c> for <c>OnFailure</c>.</summary>
internal static class EnumText
{
    /// <summary>Whether a word stands for a member, ignoring case.</summary>
    public static bool Is(string word, string? member) => NameOf(word).Equals(member, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string word) => word.Replace("-", "", StringComparison.Ordinal);
}
