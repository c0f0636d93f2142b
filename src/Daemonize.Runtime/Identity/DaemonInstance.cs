using Daemonize.Generated;
using Daemonize.Options;

namespace Daemonize.Identity;

/// <summary>A definition with its options and its places on this machine: what a verb acts on.</summary>
internal sealed class DaemonInstance
{
    private Func<DaemonContext, CancellationToken, ValueTask<int>>? _body;

    public DaemonInstance(DaemonDefinition definition, DaemonProgram program, GivenOptions given)
    {
        Definition = definition;
        Program = program;
        Given = given;
        Settings = new Settings(definition, program, given);
        LockFile = Settings.PidFile + ".lock";
    }

    public DaemonDefinition Definition { get; }

    public DaemonProgram Program { get; }

    /// <summary>What was said on the command line, and by environment.</summary>
    public GivenOptions Given { get; }

    public Settings Settings { get; }

    public string Name => Definition.Name;

    public string PidFile => Settings.PidFile;

    /// <summary>Beside the pid file, and never removed: a lock that can be unlinked can be held twice.</summary>
    public string LockFile { get; }

    public string LogFile => Settings.LogFile;

    /// <summary>Every environment variable that sets something for the daemon.</summary>
    public List<string> VariableNames
    {
        get
        {
            List<string> names = [.. Array.ConvertAll(Definition.Options, static option => option.Variable)];
            names.AddRange(Array.ConvertAll(SettingOption.All, setting => Settings.VariableOf(setting)));
            return names;
        }
    }

    /// <summary>
    /// These variables as they were read here, nothing for those that are not set. A program may have changed its environment since it was started, and the
    /// daemon must not read anything else than the command has checked.
    /// </summary>
    public List<NamedText> Variables => VariableNames.ConvertAll(name => new NamedText(name, Given.Variable(name) ?? ""));

    /// <summary>Reads the options of the method; gives what calls it. Throws with the exit code of wrong usage for what cannot be read or is missing.</summary>
    public Func<DaemonContext, CancellationToken, ValueTask<int>> Bind()
    {
        if (_body is null)
        {
            Settings.Check();
            Given.ResolveVariables(Definition.Options);
            _body = Definition.Bind(new OptionValues(Definition, Given));
        }

        return _body;
    }
}
