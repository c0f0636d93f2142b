using System.ComponentModel;
using Daemonize.Commands;
using Daemonize.Options;
using Daemonize.Stages;
using Daemonize.Tools;

namespace Daemonize.Generated;

/// <summary>A program with its daemons, as data, and the way in from its <c>Main</c>. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DaemonProgram
{
    /// <summary>What the program calls itself in messages and in its log directory: the assembly's name in small letters.</summary>
    public required string Name { get; init; }

    /// <summary>What <c>--version</c> prints.</summary>
    public required string Version { get; init; }

    /// <summary>What <c>--help</c> prints: the verbs, the daemons, the options and the exit codes. A tab stands where the lines of a description begin.</summary>
    public required string Help { get; init; }

    /// <summary>What the program's file is called, which its completion is installed under: the assembly's name, or null for <see cref="Name"/>.</summary>
    public string? Command { get; init; }

    /// <summary>Gives the completion script of a shell, or null for a shell without one. A library has none at all.</summary>
    public Func<string, string?>? Completion { get; init; }

    /// <summary>
    /// Reads what a configuration file says: for the name of each daemon the texts of its settings, by the names of the attribute's properties. It throws
    /// <see cref="InvalidDataException"/> for a file that cannot be read. Null where there is no such file.
    /// </summary>
    public Func<Dictionary<string, Dictionary<string, string>>>? Configuration { get; init; }

    /// <summary>
    /// Whether the entry point builds a host itself, behind <see cref="TryRun"/>: then a tool that calls it to get the host means that one, unless it names a daemon.
    /// </summary>
    public bool BuildsHost { get; init; }

    /// <summary>The daemons, in the order of their names.</summary>
    public required DaemonDefinition[] Daemons { get; init; }

    /// <summary>Whether this process is a later stage of a <c>start</c>, which has work to do before any user code.</summary>
    public static bool IsStage => Stage.IsRequested;

    /// <summary>Does that work. The session stage ends in it. Called by the generated module initializer.</summary>
    public void EnterStage() => Stage.Enter(this);

    /// <summary>
    /// Runs the verb that <paramref name="args"/> name and gives the exit code. Called by a tool that wants the program's host, such as WebApplicationFactory, it runs
    /// the daemon that has it, in this process.
    /// </summary>
    /// <exception cref="DaemonException">A tool asks for a host, and several daemons may have it, or an option of its daemon is missing.</exception>
    public int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (HostTool.IsCalling(args))
        {
            var arguments = new ToolArguments(args);
            return ToolRun.Run(this, HostChoice.Find(this, arguments) ?? throw HostChoice.None(this), arguments);
        }

        HandsOver = true;
        return OperatingSystem.IsLinux() ? Verbs.Run(this, args) : Refuse(Name, $"daemons need Linux; this system is {Environment.OSVersion.Platform}");
    }

    /// <summary>The same for a program with its own command line: false, and nothing done, when <paramref name="args"/> begin with no verb of ours.</summary>
    /// <exception cref="DaemonException">As for <see cref="Run"/>.</exception>
    public bool TryRun(string[] args, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (HostTool.IsCalling(args))
        {
            return TryRunForTool(new ToolArguments(args), out exitCode);
        }

        HandsOver = true;
        var isOurs = Stage.IsEntered || (args is [var verb, ..] && Verbs.IsVerb(verb));
        exitCode = isOurs ? Run(args) : DaemonExitCode.Success;
        return isOurs;
    }

    /// <summary>Gives the handle of one of <see cref="Daemons"/>.</summary>
    public DaemonHandle<TOptions> GetHandle<TOptions>(DaemonDefinition definition)
        where TOptions : DaemonOptions
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new DaemonHandle<TOptions>(this, definition);
    }

    /// <summary>
    /// What a program does whose daemons could not be generated: a line on standard error, and 1. A build that leaves the analyzers out would otherwise pass in
    /// silence and do nothing.
    /// </summary>
    public static int RefuseToRun(string programName) =>
        Refuse(programName, "a [Daemon] method has errors; build with analyzers (without -p:RunAnalyzers=false) to see them");

    /// <summary>
    /// Whether this process has come to <see cref="Run"/> or <see cref="TryRun"/>, and so would again, if it were started as a stage. A test host or a program
    /// that has this one for a plugin would not.
    /// </summary>
    internal bool HandsOver { get; private set; }

    /// <summary>What <see cref="Configuration"/> says; read once, before the daemon's process leaves anything behind. Null where there is no reader.</summary>
    internal Dictionary<string, Dictionary<string, string>>? Configured => field ??= ReadConfiguration();

    /// <summary>The names of the daemons, for a message.</summary>
    internal string Names => string.Join(", ", Array.ConvertAll(Daemons, static daemon => daemon.Name));

    /// <summary>The daemon of that name. Throws with the exit code of wrong usage when there is none.</summary>
    internal DaemonDefinition Find(string name) => Array.Find(Daemons, daemon => daemon.Name == name)
        ?? throw new DaemonException($"no daemon is called '{OneLine.From(name)}'; there is {Names}", DaemonExitCode.Usage);

    private bool TryRunForTool(ToolArguments arguments, out int exitCode)
    {
        var daemon = BuildsHost && arguments.Daemon is null ? null : HostChoice.Find(this, arguments);
        exitCode = daemon is null ? DaemonExitCode.Success : ToolRun.Run(this, daemon, arguments);
        return daemon is not null;
    }

    private Dictionary<string, Dictionary<string, string>>? ReadConfiguration()
    {
        try
        {
            return Configuration?.Invoke();
        }
        catch (InvalidDataException exception)
        {
            throw new DaemonException(OneLine.From(exception.Message, OneLine.Long), DaemonExitCode.Usage);
        }
    }

    /// <summary>With <see cref="Console"/>, which works everywhere, and in a separate method, so that nothing loads it on the way of a start.</summary>
    private static int Refuse(string programName, string message)
    {
        Console.Error.WriteLine($"{programName}: {message}");
        return DaemonExitCode.Failure;
    }
}
