using Daemonize.Text;

namespace Daemonize.CompilerServices;

/// <summary>
/// The options of one daemon in addition to its definition: from the command line, then from environment variables. They reach the daemon
/// by the same two ways: ps(1) shows those of the command line, and other users cannot see those of the environment (proc(5): only the
/// owner reads /proc/PID/environ).
/// </summary>
internal sealed class SuppliedOptions
{
    private readonly List<NameValue> _arguments = [];
    private readonly List<NameValue> _variables = [];

    /// <summary>Whether the command line has options for the daemon itself, other than the number of instances.</summary>
    public bool HasArguments => _arguments.Exists(static argument => argument.Name != Setting.Instances.Name);

    /// <summary>
    /// Gets the first option in a form that can be shown, without the value of a variable, which may be secret. Null if none is set.
    /// </summary>
    public string? First =>
        _arguments is [var argument, ..] ? $"--{argument.Name}={argument.Text}"
            : _variables is [var variable, ..] ? variable.Name : null;

    /// <summary>Gets the options of the command line in the form that the stages receive.</summary>
    public List<string> Arguments => _arguments.ConvertAll(static argument => $"--{argument.Name}={argument.Text}");

    /// <summary>Adds an option of the command line. <paramref name="text"/> is its value; <c>true</c> or <c>false</c> for a flag.</summary>
    public void AddArgument(string name, string text) => _arguments.Add(new(name, text));

    public void RemoveArguments(string name) => _arguments.RemoveAll(argument => argument.Name == name);

    /// <summary>Sets a variable for the daemon, overriding this process's.</summary>
    public void SetVariable(string name, string text)
    {
        _variables.RemoveAll(variable => variable.Name == name);
        _variables.Add(new(name, text));
    }

    /// <summary>Whether a variable is set for the daemon, overriding this process's.</summary>
    public bool HasOwnVariable(string name) => _variables.Exists(variable => variable.Name == name);

    /// <summary>Gets the value from the last use of an option on the command line; null if it is not used.</summary>
    public string? Argument(string name) => _arguments.FindLast(argument => argument.Name == name)?.Text;

    /// <summary>Gets the values from all uses of an option on the command line, in order.</summary>
    public List<string> AllOf(string name) =>
        _arguments.FindAll(argument => argument.Name == name).ConvertAll(static argument => argument.Text);

    /// <summary>Gets a variable; null if it is unset or empty, which shells and service managers treat alike.</summary>
    public string? Variable(string name)
    {
        var own = _variables.FindIndex(variable => variable.Name == name);
        return (own >= 0 ? _variables[own].Text : Environment.GetEnvironmentVariable(name)) is { Length: > 0 } text ? text : null;
    }

    /// <summary>
    /// Gets the source and the values of an option: all from the command line, otherwise the one from the environment; null if it is not
    /// set.
    /// </summary>
    public GivenOption? Find(OptionDefinition option)
    {
        var arguments = _arguments.FindAll(argument => argument.Name == option.Name);
        return arguments.Count > 0
            ? new GivenOption(OptionSource.Argument(option.Name), arguments.ConvertAll(static argument => argument.Text))
            : Variable(option.Variable) is { } text ? new GivenOption(OptionSource.Variable(option.Variable), [text])
            : null;
    }

    /// <summary>
    /// Makes paths from the environment absolute, because the daemon has another working directory. Those of the command line are absolute
    /// already.
    /// </summary>
    public void ResolveVariables(OptionDefinition[] options)
    {
        foreach (var option in options)
        {
            if (option.IsPath && Variable(option.Variable) is { } text && OptionPath.Resolve(text, option.Form) is var path && path != text)
            {
                SetVariable(option.Variable, path);
            }
        }
    }

    /// <summary>Creates an independent copy.</summary>
    public SuppliedOptions Copy()
    {
        var copy = new SuppliedOptions();
        copy._arguments.AddRange(_arguments);
        copy._variables.AddRange(_variables);
        return copy;
    }

    /// <summary>
    /// Adds options from another set: arguments that are missing here, and variables that this process's environment does not have.
    /// </summary>
    /// <param name="other">The options to add. Options that are set here take precedence over them.</param>
    /// <param name="overEnvironment">Whether the variables of <paramref name="other"/> take precedence over this process's
    /// environment.</param>
    public void AddMissing(SuppliedOptions other, bool overEnvironment = false)
    {
        var named = _arguments.ConvertAll(static argument => argument.Name);
        _arguments.AddRange(other._arguments.FindAll(argument => !named.Contains(argument.Name)));
        foreach (var (name, text) in other._variables)
        {
            if (overEnvironment ? !HasOwnVariable(name) : Variable(name) is null)
            {
                SetVariable(name, text);
            }
        }
    }
}

/// <summary>An option that is set.</summary>
/// <param name="Source">The source: <c>--country</c> or <c>NEWSAPP_COUNTRY</c>.</param>
/// <param name="Texts">The values from all uses on the command line, in order; one value from a variable.</param>
internal sealed record GivenOption(OptionSource Source, List<string> Texts);
