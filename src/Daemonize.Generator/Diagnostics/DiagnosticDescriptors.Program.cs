using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics;

/// <content>What is wrong with the program as a whole.</content>
internal static partial class DiagnosticDescriptors
{
    public const string DaemonNamesMustDifferId = "DMN901";
    public const string PidFilesMustDifferId = "DMN902";
    public const string EntryPointMustRunDaemonsId = "DMN903";
    public const string ModuleInitializerRunsInEveryStageId = "DMN904";

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
}
