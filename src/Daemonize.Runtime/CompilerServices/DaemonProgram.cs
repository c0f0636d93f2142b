using System.ComponentModel;
using System.Runtime.InteropServices;
using Daemonize.Commands;
using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Stages;
using Daemonize.Tools;

namespace Daemonize.CompilerServices;

/// <summary>A program with its daemons, as data, and the entry point that its <c>Main</c> calls.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DaemonProgram
{
    /// <summary>The program's name in messages and in the path of its log directory: the assembly's name in lowercase.</summary>
    public required string Name { get; init; }

    /// <summary>The version that <c>--version</c> prints.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// The part of the text of <c>--help</c> that follows from the methods: the daemons and their options. A tab marks the column where the
    /// lines of a description begin.
    /// </summary>
    public required string Help { get; init; }

    /// <summary>
    /// The file name of the program, under which its completion is installed: the assembly's name, or null for <see cref="Name"/>.
    /// </summary>
    public string? Command { get; init; }

    /// <summary>
    /// Returns the completion script for a shell, or null for an unsupported shell. It is null in a library, which has no completion.
    /// </summary>
    public Func<string, string?>? Completion { get; init; }

    /// <summary>
    /// Reads the configuration file. Returns the settings of each daemon as text: the outer key is the daemon's name, the inner key the
    /// attribute's property. Throws <see cref="InvalidDataException"/> for a file that cannot be read. Null for a program without such a
    /// file.
    /// </summary>
    public Func<ConfiguredSettings>? Configuration { get; init; }

    /// <summary>
    /// Whether the entry point itself builds a host, after <see cref="TryRun"/>. A tool that calls the entry point to get a host then gets
    /// this one, unless it names a daemon.
    /// </summary>
    public bool BuildsHost { get; init; }

    /// <summary>The daemons, sorted by name.</summary>
    public required DaemonDefinition[] Daemons { get; init; }

    /// <summary>Whether this process is a later stage of a <c>start</c>, which has work to do before any user code.</summary>
    public static bool IsStage => Stage.IsRequested && Flavour.SuitsThisSystem;

    /// <summary>Does the work of the stage; the session stage exits here. Called by the generated module initializer.</summary>
    public void EnterStage() => Stage.Enter(this);

    /// <summary>
    /// Runs the verb in <paramref name="args"/> and returns the exit code. If a tool that needs the program's host calls it, such as
    /// WebApplicationFactory, it runs the daemon that builds the host, in this process.
    /// </summary>
    /// <exception cref="DaemonException">
    /// A tool needs a host, and several daemons may build it, or a required option of its daemon is missing.
    /// </exception>
    public int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (HostTool.IsCalling(args))
        {
            var arguments = new ToolArguments(args);
            return ToolRun.Run(this, HostChoice.Find(this, arguments) ?? throw HostChoice.None(this), arguments);
        }

        HandsOver = true;
        return Flavour.SuitsThisSystem ? Verbs.Run(this, args) : Refuse(Name, DescribeMismatch(), DaemonExitCode.OnAnotherSystem(args));
    }

    /// <summary>
    /// Does the same for a program with its own command line: returns false, without any action, if <paramref name="args"/> do not begin
    /// with a verb of this library.
    /// </summary>
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

    /// <summary>Creates the handle of one of <see cref="Daemons"/>.</summary>
    public DaemonHandle<TOptions> GetHandle<TOptions>(DaemonDefinition definition)
        where TOptions : DaemonOptions
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new DaemonHandle<TOptions>(this, definition);
    }

    /// <summary>
    /// Reports on standard error that the daemons of the program could not be generated, and returns 1. Without it, a build that omits the
    /// analyzers would succeed, and its program would silently do nothing.
    /// </summary>
    public static int RefuseToRun(string programName) => Refuse(
        programName,
        "a [Daemon] method has errors; build with analyzers (without -p:RunAnalyzers=false) to see them",
        DaemonExitCode.Failure);

    /// <summary>
    /// Whether this process has called <see cref="Run"/> or <see cref="TryRun"/>, and would do so again if it is started as a stage. A test
    /// host, or a program that loads this one as a plugin, would not.
    /// </summary>
    internal bool HandsOver { get; private set; }

    /// <summary>
    /// The result of <see cref="Configuration"/>, which is read once, before the daemon's process leaves any trace. Null without a reader.
    /// </summary>
    internal ConfiguredSettings? Configured => field ??= ReadConfiguration();

    /// <summary>The names of the daemons, separated by commas, for a message.</summary>
    internal string Names => string.Join(", ", Array.ConvertAll(Daemons, static daemon => daemon.Name));

    /// <summary>
    /// Checks, before a handle acts, that this build of Daemonize works on this system. Throws with the reason if it does not.
    /// </summary>
    internal static void CheckSystem()
    {
        if (!Flavour.SuitsThisSystem)
        {
            throw new DaemonException(DescribeMismatch(), DaemonExitCode.NotImplemented);
        }
    }

    /// <summary>Finds the daemon with that name. Throws with the exit code for wrong usage if there is none.</summary>
    internal DaemonDefinition Find(string name) => Array.Find(Daemons, daemon => daemon.Name == name)
        ?? throw new DaemonException($"no daemon is called '{OneLine.From(name)}'; there is {Names}", DaemonExitCode.Usage);

    private bool TryRunForTool(ToolArguments arguments, out int exitCode)
    {
        var daemon = BuildsHost && arguments.Daemon is null ? null : HostChoice.Find(this, arguments);
        exitCode = daemon is null ? DaemonExitCode.Success : ToolRun.Run(this, daemon, arguments);
        return daemon is not null;
    }

    private ConfiguredSettings? ReadConfiguration()
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

    /// <summary>
    /// Reports the error with <see cref="Console"/>, which works on every system. This is a separate method, because a start must not load
    /// that class.
    /// </summary>
    private static int Refuse(string programName, string message, int exitCode)
    {
        Console.Error.WriteLine($"{programName}: {message}");
        return exitCode;
    }

    /// <summary>
    /// The friendly name is that of the entry assembly, after which its deps.json is named, also if the daemons are in a library.
    /// </summary>
    private static string DescribeMismatch() =>
        Flavour.DescribeMismatch(AppDomain.CurrentDomain.FriendlyName, RuntimeInformation.RuntimeIdentifier);
}
