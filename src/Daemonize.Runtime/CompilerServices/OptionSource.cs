namespace Daemonize.CompilerServices;

/// <summary>
/// The source of an option's or setting's value, for messages. A class: the JIT would compile tuples with a struct at every start.
/// </summary>
internal sealed class OptionSource
{
    private readonly string _name;

    private OptionSource(string name, bool isVariable = false)
    {
        _name = name;
        IsVariable = isVariable;
    }

    /// <summary>
    /// Whether the source is an environment variable, which may have been set by another user than the one who runs the command.
    /// </summary>
    public bool IsVariable { get; }

    /// <summary>
    /// Gets the advice for a valid value that this machine or this caller cannot use; null if the value is not from a variable.
    /// </summary>
    public string? WayOut => IsVariable ? $"the environment variable {_name} says so; correct or unset it" : null;

    /// <summary>Creates the source for a command-line option, named without its dashes.</summary>
    public static OptionSource Argument(string name) => new("--" + name);

    public static OptionSource Variable(string name) => new(name, isVariable: true);

    /// <summary>Creates the source for a property of the attribute, or a key of a configuration file.</summary>
    public static OptionSource Other(string name) => new(name);

    /// <summary>Creates the exception for an invalid text: one line that begins with the source and ends with what to do.</summary>
    public DaemonException Refuse(string mistake, string? wayOut = null)
    {
        wayOut ??= IsVariable ? "correct or unset this environment variable" : null;
        return new($"{_name} {mistake}{(wayOut is null ? "" : "; " + wayOut)}", DaemonExitCode.Usage);
    }

    public override string ToString() => _name;
}
