using Daemonize.Generated;

namespace Daemonize.Options;

/// <summary>
/// What is set for one daemon in addition to its definition: on the command line first, else by environment variable. It goes on to the daemon in the same two ways, so
/// that ps(1) tells what was said on the command line, and nobody else can see what came by environment (proc(5): /proc/PID/environ is its owner's).
/// </summary>
internal sealed class SuppliedOptions
{
    private readonly List<NameValue> _arguments = [];
    private readonly List<NameValue> _variables = [];

    /// <summary>Whether anything was said on the command line about the daemon itself; how many there are to be is not.</summary>
    public bool HasArguments => _arguments.Exists(static argument => argument.Name != SettingOption.Instances.Name);

    /// <summary>What was said, in whichever way, as it can be shown: what is set as a variable may be a secret. Null where nothing was.</summary>
    public string? First => _arguments is [var argument, ..] ? $"--{argument.Name}={argument.Text}" : _variables is [var variable, ..] ? variable.Name : null;

    /// <summary>What was said on the command line, in the one form that the stages get.</summary>
    public List<string> Arguments => _arguments.ConvertAll(static argument => $"--{argument.Name}={argument.Text}");

    /// <summary>Adds an option of the command line; <paramref name="text"/> is what it is set to, of a flag <c>true</c> or <c>false</c>.</summary>
    public void AddArgument(string name, string text) => _arguments.Add(new(name, text));

    public void RemoveArguments(string name) => _arguments.RemoveAll(argument => argument.Name == name);

    /// <summary>Sets a variable for the daemon, over this process's.</summary>
    public void SetVariable(string name, string text)
    {
        _variables.RemoveAll(variable => variable.Name == name);
        _variables.Add(new(name, text));
    }

    /// <summary>Whether a variable is set for the daemon, over this process's.</summary>
    public bool HasOwnVariable(string name) => _variables.Exists(variable => variable.Name == name);

    /// <summary>What the command line sets an option to, the last time that it names it.</summary>
    public string? Argument(string name) => _arguments.FindLast(argument => argument.Name == name)?.Text;

    /// <summary>The same, each time that it names it.</summary>
    public List<string> AllOf(string name) => _arguments.FindAll(argument => argument.Name == name).ConvertAll(static argument => argument.Text);

    /// <summary>A variable that is empty is not set, as shells and service managers mean it.</summary>
    public string? Variable(string name)
    {
        var own = _variables.FindIndex(variable => variable.Name == name);
        return (own >= 0 ? _variables[own].Text : Environment.GetEnvironmentVariable(name)) is { Length: > 0 } text ? text : null;
    }

    /// <summary>Where an option is set, and to what: all that the command line says of it, else what the environment does; null when neither does.</summary>
    public GivenOption? Find(OptionDefinition option)
    {
        var arguments = _arguments.FindAll(argument => argument.Name == option.Name);
        return arguments.Count > 0 ? new GivenOption(OptionSource.Argument(option.Name), arguments.ConvertAll(static argument => argument.Text))
            : Variable(option.Variable) is { } text ? new GivenOption(OptionSource.Variable(option.Variable), [text])
            : null;
    }

    /// <summary>Makes the paths that the environment gives absolute: the daemon's directory is another. Those of the command line are already.</summary>
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

    /// <summary>The same, to be changed for itself.</summary>
    public SuppliedOptions Copy()
    {
        var copy = new SuppliedOptions();
        copy._arguments.AddRange(_arguments);
        copy._variables.AddRange(_variables);
        return copy;
    }

    /// <summary>Takes over what another knows: the arguments that are not given here, the variables that this process's environment does not have.</summary>
    /// <param name="other">What it knows.</param>
    /// <param name="overEnvironment">Whether its variables count more than this process's.</param>
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

/// <summary>An option or variable with what it is set to. A class: lists of a structure would be compiled by the JIT at every start.</summary>
internal sealed record NameValue(string Name, string Text);

/// <summary>An option that is set.</summary>
/// <param name="Source">Where: <c>--country</c> or <c>NEWSAPP_COUNTRY</c>.</param>
/// <param name="Texts">To what: each time that the command line names it, in order.</param>
internal sealed record GivenOption(OptionSource Source, List<string> Texts);
