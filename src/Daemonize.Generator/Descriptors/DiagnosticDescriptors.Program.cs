using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about the program as a whole.</content>
internal static partial class DiagnosticDescriptors
{
    public const string DaemonNamesMustDifferId = "DMN901";
    public const string PidFilesMustDifferId = "DMN902";
    public const string EntryPointMustRunDaemonsId = "DMN903";
    public const string ModuleInitializerRunsInEveryStageId = "DMN904";
    public const string ForkMustNotBeCalledId = "DMN905";
    public const string EntryPointShouldHandOverFirstId = "DMN906";
    public const string LanguageMustBeNewEnoughId = "DMN907";
    public const string LibraryShouldRunDaemonsId = "DMN908";

    // The build reports DMN909, a [Daemon] attribute in a language other than C#: buildTransitive/Daemonize.targets.

    public static readonly DiagnosticDescriptor DaemonNamesMustDiffer = Create(
        DaemonNamesMustDifferId,
        "The names of daemons must differ",
        "'{0}' cannot name a second daemon: {1}",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor PidFilesMustDiffer = Create(
        PidFilesMustDifferId,
        "The pid files of daemons must differ",
        "Pid file '{0}' belongs to daemon '{1}'",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EntryPointMustRunDaemons = Create(
        EntryPointMustRunDaemonsId,
        "An entry point must run the daemons",
        "This program never calls 'Daemons.Run', so its daemons cannot start: return Daemons.Run(args) from here",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ModuleInitializerRunsInEveryStage = Create(
        ModuleInitializerRunsInEveryStageId,
        "A module initializer runs in every stage",
        "Module initializer '{0}' runs in every stage of a start, before the daemon is detached: call it from the daemon method instead",
        Reliability,
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor ForkMustNotBeCalled = Create(
        ForkMustNotBeCalledId,
        "A program with a daemon must not call fork",
        "'{0}' creates a process with one thread and the locks of many, which hangs sooner or later: '[Daemon]' detaches without it, and " +
        "'Process' starts programs");

    public static readonly DiagnosticDescriptor EntryPointShouldHandOverFirst = Create(
        EntryPointShouldHandOverFirstId,
        "An entry point should hand over to the daemons first",
        "This runs in every verb and again in the daemon, detached and before it is ready: do it after 'Daemons.{0}', or in the daemon " +
        "method",
        Reliability,
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor LanguageMustBeNewEnough = Create(
        LanguageMustBeNewEnoughId,
        "The version of C# must be new enough",
        "Daemonize needs C# {0}, and this project is compiled as C# {1}: remove LangVersion from the project, or set it to {0} or later",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor LibraryShouldRunDaemons = Create(
        LibraryShouldRunDaemonsId,
        "A library should run its daemons",
        "Daemon method '{0}' is in a library that never calls 'Daemons.Run', so no program can start it: move it to the program, or call " +
        "'Daemons.Run' here",
        severity: DiagnosticSeverity.Warning,
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
