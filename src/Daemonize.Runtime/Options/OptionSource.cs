namespace Daemonize.Options;

/// <summary>Where the value of an option or setting comes from, for messages about it. A class: tuples with a structure would be compiled by the JIT at every start.</summary>
internal sealed class OptionSource
{
    private readonly string _name;

    private OptionSource(string name, bool isVariable = false)
    {
        _name = name;
        IsVariable = isVariable;
    }

    /// <summary>Whether it is an environment variable, which somebody else than the user of the command may have set.</summary>
    public bool IsVariable { get; }

    /// <summary>What to do about a value that can be read, but that this machine or this caller cannot have; null if it is not from a variable.</summary>
    public string? WayOut => IsVariable ? $"the environment variable {_name} says so; correct or unset it" : null;

    /// <summary>An option of the command line, given without its dashes.</summary>
    public static OptionSource Argument(string name) => new("--" + name);

    public static OptionSource Variable(string name) => new(name, isVariable: true);

    /// <summary>A property of the attribute, or a key of a configuration file.</summary>
    public static OptionSource Other(string name) => new(name);

    /// <summary>Gives the exception for a text that is not a value: one line that begins with the source and ends with what to do.</summary>
    public DaemonException Refuse(string mistake, string? wayOut = null)
    {
        wayOut ??= IsVariable ? "correct or unset this environment variable" : null;
        return new($"{_name} {mistake}{(wayOut is null ? "" : "; " + wayOut)}", DaemonExitCode.Usage);
    }

    public override string ToString() => _name;
}
