using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics;

/// <summary>All rules. Ids are never renumbered or reused: 0xx cannot generate, 2xx settings, 9xx the program as a whole.</summary>
internal static class DiagnosticDescriptors
{
    public const string MethodMustBeStaticId = "DMN001";
    public const string MethodMustNotBeGenericId = "DMN002";
    public const string MethodMustBeAccessibleId = "DMN003";
    public const string UnsupportedReturnTypeId = "DMN004";
    public const string UnsupportedParameterTypeId = "DMN005";
    public const string MethodMustNotBeAsyncVoidId = "DMN006";
    public const string DurationMustBeReadableId = "DMN201";
    public const string DurationMustBePositiveId = "DMN202";
    public const string NameMustBeValidId = "DMN203";
    public const string UmaskMustBeOctalId = "DMN204";
    public const string PathMustBeUsableId = "DMN205";
    public const string DaemonNamesMustDifferId = "DMN901";
    public const string PidFilesMustDifferId = "DMN902";
    public const string EntryPointMustRunDaemonsId = "DMN903";
    public const string ModuleInitializerRunsInEveryStageId = "DMN904";

    private const string Usage = "Daemonize.Usage";
    private const string Reliability = "Daemonize.Reliability";

    public static readonly DiagnosticDescriptor MethodMustBeStatic = Create(
        MethodMustBeStaticId,
        "A daemon method must be static",
        "Method '{0}' must be static to run as a daemon");

    public static readonly DiagnosticDescriptor MethodMustNotBeGeneric = Create(
        MethodMustNotBeGenericId,
        "A daemon method must not be generic",
        "Method '{0}' cannot run as a daemon: {1}");

    public static readonly DiagnosticDescriptor MethodMustBeAccessible = Create(
        MethodMustBeAccessibleId,
        "A daemon method must be accessible",
        "Method '{0}' cannot be called by generated code: {1}");

    public static readonly DiagnosticDescriptor UnsupportedReturnType = Create(
        UnsupportedReturnTypeId,
        "A daemon method must return void, int or a task of these",
        "A daemon method cannot return '{0}': use void, int, Task, ValueTask, Task<int> or ValueTask<int>");

    public static readonly DiagnosticDescriptor UnsupportedParameterType = Create(
        UnsupportedParameterTypeId,
        "A daemon method must take what can be supplied",
        "Parameter '{0}' cannot be supplied: {1}");

    public static readonly DiagnosticDescriptor MethodMustNotBeAsyncVoid = Create(
        MethodMustNotBeAsyncVoidId,
        "A daemon method must not be async void",
        "Method '{0}' must return Task: nobody can wait for async void, and its exceptions end the process");

    public static readonly DiagnosticDescriptor DurationMustBeReadable = Create(
        DurationMustBeReadableId,
        "A duration must be readable",
        "{0} '{1}' is not a duration: write {2}");

    public static readonly DiagnosticDescriptor DurationMustBePositive = Create(
        DurationMustBePositiveId,
        "A duration must be longer than zero",
        "{0} must be longer than zero");

    public static readonly DiagnosticDescriptor NameMustBeValid = Create(
        NameMustBeValidId,
        "The name of a daemon must be valid",
        "'{0}' cannot name a daemon: {1}");

    public static readonly DiagnosticDescriptor UmaskMustBeOctal = Create(
        UmaskMustBeOctalId,
        "A umask must be octal",
        "Umask '{0}' is not octal: write \"000\" to \"777\"");

    public static readonly DiagnosticDescriptor PathMustBeUsable = Create(
        PathMustBeUsableId,
        "A path must be usable",
        "{0} '{1}' cannot be used: {2}");

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

    private static DiagnosticDescriptor Create(
        string id,
        string title,
        string message,
        string category = Usage,
        DiagnosticSeverity severity = DiagnosticSeverity.Error,
        params string[] customTags) =>
        new(
            id,
            title,
            message,
            category,
            severity,
            isEnabledByDefault: true,
            helpLinkUri: $"https://github.com/daemonize/daemonize/blob/main/docs/diagnostics/{id}.md",
            customTags: customTags);
}
