using System.ComponentModel;
using Daemonize.Commands;
using Daemonize.Identity;
using Daemonize.Stages;

namespace Daemonize.Generated;

/// <summary>A program with its daemons, as data, and the way in from its <c>Main</c>. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DaemonProgram
{
    /// <summary>What the program calls itself in messages and in its log directory: the assembly's name in small letters.</summary>
    public required string Name { get; init; }

    /// <summary>What <c>--version</c> prints.</summary>
    public required string Version { get; init; }

    /// <summary>What <c>--help</c> prints: the verbs, the daemons and the exit codes, with a line end.</summary>
    public required string Help { get; init; }

    /// <summary>The daemons, in the order of their names.</summary>
    public required DaemonDefinition[] Daemons { get; init; }

    /// <summary>Whether this process is a later stage of a <c>start</c>, which has work to do before any user code.</summary>
    public static bool IsStage => Stage.IsRequested;

    /// <summary>Does that work. The session stage ends in it. Called by the generated module initializer.</summary>
    public void EnterStage() => Stage.Enter(this);

    /// <summary>Runs the verb that <paramref name="args"/> name and gives the exit code.</summary>
    public int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return OperatingSystem.IsLinux() ? Verbs.Run(this, args) : Refuse(Name, $"daemons need Linux; this system is {Environment.OSVersion.Platform}");
    }

    /// <summary>Gives the handle of one of <see cref="Daemons"/>.</summary>
    public DaemonHandle GetHandle(DaemonDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new DaemonHandle(new DaemonInstance(definition, Name), Name);
    }

    /// <summary>
    /// What a program does whose daemons could not be generated: a line on standard error, and 1. A build that leaves the analyzers out would otherwise pass in
    /// silence and do nothing.
    /// </summary>
    public static int RefuseToRun(string programName) =>
        Refuse(programName, "a [Daemon] method has errors; build with analyzers (without -p:RunAnalyzers=false) to see them");

    /// <summary>The names of the daemons, for a message.</summary>
    internal string Names => string.Join(", ", Array.ConvertAll(Daemons, static daemon => daemon.Name));

    /// <summary>The daemon of that name. Throws with the exit code of wrong usage when there is none.</summary>
    internal DaemonDefinition Find(string name) => Array.Find(Daemons, daemon => daemon.Name == name)
        ?? throw new DaemonException($"no daemon is called '{name}'; there is {Names}", DaemonExitCode.Usage);

    /// <summary>With <see cref="Console"/>, which works everywhere, and in a method of its own, so that nothing loads it on the way of a start.</summary>
    private static int Refuse(string programName, string message)
    {
        Console.Error.WriteLine($"{programName}: {message}");
        return DaemonExitCode.Failure;
    }
}
