namespace Daemonize;

/// <summary>An option of a verb, independent of the daemons.</summary>
/// <param name="Name">The name without dashes.</param>
/// <param name="Placeholder">The placeholder of the value in the help; empty for a flag.</param>
/// <param name="Help">What the option does, as a phrase for the help.</param>
/// <param name="Accepted">The accepted values, as a phrase for messages; empty for a flag.</param>
internal sealed record VerbOption(string Name, string Placeholder, string Help, string Accepted)
{
    /// <summary>The letter of the short form; NUL for none.</summary>
    public char Alias { get; init; }

    /// <summary>The words that completion offers as values.</summary>
    public string[] Words { get; init; } = [];

    public bool IsFlag => Placeholder.Length == 0;

    /// <summary>The option as the help shows it.</summary>
    public string Syntax => $"{(Alias == '\0' ? "    " : $"-{Alias}, ")}--{Name}{(IsFlag ? "" : $" <{Placeholder}>")}";

    public static VerbOption Flag(string name, string help) => new(name, "", help, "");
}
