namespace Daemonize.Options;

/// <summary>How the command line writes a member of an enumeration: <c>on-failure</c> for <c>OnFailure</c>.</summary>
internal static class EnumText
{
    /// <summary>Whether a word stands for a member.</summary>
    public static bool Is(string word, string? member) => NameOf(word).Equals(member, StringComparison.OrdinalIgnoreCase);

    /// <summary>The member that a word stands for, which must be one.</summary>
    public static TPolicy Parse<TPolicy>(string word)
        where TPolicy : struct, Enum => Enum.Parse<TPolicy>(NameOf(word), ignoreCase: true);

    private static string NameOf(string word) => word.Replace("-", "", StringComparison.Ordinal);
}
