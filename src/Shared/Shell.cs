namespace Daemonize;

/// <summary>The shells that have a completion script.</summary>
internal static class Shell
{
    public const string Bash = "bash";
    public const string Zsh = "zsh";
    public const string Fish = "fish";

    public static readonly string[] Names = [Bash, Zsh, Fish];

    /// <summary>The names as a phrase for help and messages.</summary>
    public static readonly string Accepted = WordList.Join(Names);
}
