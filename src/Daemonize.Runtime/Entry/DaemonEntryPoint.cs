using System.ComponentModel;
using Daemonize.Arguments;
using Daemonize.Commands;
using Daemonize.Launch;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.Tools;

namespace Daemonize.CompilerServices;

/// <summary>Runs a program: generated code calls it in <c>Main</c>, in the module initializer, and for a handle.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DaemonEntryPoint
{
    /// <summary>
    /// Whether this process is a later stage of a <c>start</c>, or describes the daemons: it has work to do before any user code.
    /// </summary>
    public static bool IsStage => (StageVerb.IsRequested || StageVerb.IsDescription) && Flavour.SuitsThisSystem;

    /// <summary>
    /// Does the work of the stage; the session stage and the description exit here. Called by the generated module initializer.
    /// </summary>
    /// <param name="program">The program of this process.</param>
    public static void EnterStage(DaemonProgram program)
    {
        Prepare(program);
        if (StageVerb.IsDescription)
        {
            Description.PrintAndExit(program, Environment.GetCommandLineArgs().AsSpan(1));
        }

        Stage.Enter(program);
    }

    /// <summary>
    /// Runs the verb in <paramref name="args"/> and returns the exit code. If a tool that needs the program's host calls it, such as
    /// WebApplicationFactory, it runs the daemon that builds the host, in this process.
    /// </summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="args">The arguments of <c>Main</c>.</param>
    /// <exception cref="DaemonException">
    /// A tool needs a host, and several daemons may build it, or a required option of its daemon is missing.
    /// </exception>
    public static int Run(DaemonProgram program, string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        Prepare(program);
        if (HostTool.IsCalling(args))
        {
            var arguments = new ToolArguments(args);
            return ToolRun.Run(program, HostChoice.Find(program, arguments) ?? throw HostChoice.None(program), arguments);
        }

        program.HandsOver = true;
        return Flavour.SuitsThisSystem
            ? Verbs.Run(program, args)
            : Refuse(program.Name, Flavour.DescribeMismatch(), DaemonExitCode.OnAnotherSystem(args));
    }

    /// <summary>
    /// Does the same for a program with its own command line: returns false, without any action, if <paramref name="args"/> do not begin
    /// with a verb of this library.
    /// </summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="args">The arguments of <c>Main</c>.</param>
    /// <param name="exitCode">The exit code of the verb; 0 if the result is false.</param>
    /// <exception cref="DaemonException">As for <see cref="Run"/>.</exception>
    public static bool TryRun(DaemonProgram program, string[] args, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(args);
        Prepare(program);
        if (HostTool.IsCalling(args))
        {
            return TryRunForTool(program, new ToolArguments(args), out exitCode);
        }

        program.HandsOver = true;
        var isOurs = Stage.IsEntered || (args is [var verb, ..] && Verbs.IsVerb(program, verb));
        exitCode = isOurs ? Run(program, args) : DaemonExitCode.Success;
        return isOurs;
    }

    /// <summary>Creates the handle of one of the daemons of a program.</summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="definition">One of its <see cref="DaemonProgram.Daemons"/>.</param>
    public static DaemonHandle<TOptions> GetHandle<TOptions>(DaemonProgram program, DaemonDefinition definition)
        where TOptions : DaemonOptions
    {
        ArgumentNullException.ThrowIfNull(definition);
        Prepare(program);
        return new DaemonHandle<TOptions>(program, definition);
    }

    /// <summary>
    /// Reports on standard error that the daemons of the program could not be generated, and returns 1. Without it, a build that omits the
    /// analyzers would succeed, and its program would silently do nothing.
    /// </summary>
    public static int RefuseToRun(string programName) => Refuse(
        programName,
        "a [Daemon] method has errors; build with analyzers (without -p:RunAnalyzers=false) to see them",
        DaemonExitCode.Failure);

    private static void Prepare(DaemonProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        program.RuntimeDirectoryOf = definition => Managed.FindRuntimeDirectory(program, definition);
    }

    private static bool TryRunForTool(DaemonProgram program, ToolArguments arguments, out int exitCode)
    {
        var daemon = program.BuildsHost && arguments.Daemon is null ? null : HostChoice.Find(program, arguments);
        exitCode = daemon is null ? DaemonExitCode.Success : ToolRun.Run(program, daemon, arguments);
        return daemon is not null;
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
}
