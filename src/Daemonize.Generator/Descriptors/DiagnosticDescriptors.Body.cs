using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about the code of a daemon method and the code that it calls: 1xx.</content>
internal static partial class DiagnosticDescriptors
{
    public const string MethodShouldTakeCancellationTokenId = "DMN101";
    public const string CancellationTokenShouldBeUsedId = "DMN102";
    public const string LoopShouldLookAtTokenId = "DMN103";
    public const string MethodShouldNotSleepId = "DMN104";
    public const string MethodShouldNotBlockOnTaskId = "DMN105";
    public const string DelayShouldTakeTokenId = "DMN106";
    public const string ConsoleCannotBeReadId = "DMN107";
    public const string PathShouldBeAbsoluteId = "DMN108";
    public const string CurrentDirectoryShouldNotBeUsedId = "DMN109";
    public const string ProcessShouldNotBeEndedId = "DMN110";
    public const string SignalsBelongToTheDaemonId = "DMN111";
    public const string MutexShouldNotGuardInstanceId = "DMN112";
    public const string MethodShouldRequireNothingId = "DMN113";

    public static readonly DiagnosticDescriptor MethodShouldTakeCancellationToken = CreateWarning(
        MethodShouldTakeCancellationTokenId,
        "A daemon method should take a CancellationToken",
        "Daemon method '{0}' takes no CancellationToken, so a stop cannot cancel it and kills it in the end: take one and pass it on");

    public static readonly DiagnosticDescriptor CancellationTokenShouldBeUsed = CreateWarning(
        CancellationTokenShouldBeUsedId,
        "A daemon method should use its CancellationToken",
        "Daemon method '{0}' never uses '{1}', so a stop cannot cancel it: pass it on, or check it");

    // In the rules below, {0} is the place, such as "daemon method 'Fetch'", and {1} is the code there. Most are reported at once in a
    // daemon method, and at the end of the compilation in the code that it calls.
    public static readonly DiagnosticDescriptor LoopShouldLookAtToken = CreateWarning(
        LoopShouldLookAtTokenId,
        "A loop should check the CancellationToken",
        "This loop in {0} never checks a CancellationToken, so a stop does not end it: make it the loop's condition, or pass it to the " +
        "calls that wait",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MethodShouldNotSleep = CreateWarning(
        MethodShouldNotSleepId,
        "A daemon method should not sleep",
        "'{1}' in {0} continues when the daemon is stopped: await Task.Delay with the CancellationToken instead",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MethodShouldNotBlockOnTask = CreateWarning(
        MethodShouldNotBlockOnTaskId,
        "A daemon method should not block on a task",
        "'{1}' in {0} blocks its thread and ignores a stop: await the task instead",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor DelayShouldTakeToken = CreateWarning(
        DelayShouldTakeTokenId,
        "A delay should take the CancellationToken",
        "'{1}' in {0} continues when the daemon is stopped: pass the CancellationToken to it",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ConsoleCannotBeRead = CreateWarning(
        ConsoleCannotBeReadId,
        "A daemon has no console to read or to control",
        "'{1}' in {0} needs a terminal, which a daemon does not have (its standard input is /dev/null): take what it needs from the " +
        "environment or a file",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor PathShouldBeAbsolute = CreateWarning(
        PathShouldBeAbsoluteId,
        "A path should be absolute",
        "Relative path '{1}' in {0} is resolved against '/', the working directory of a daemon: anchor it to AppContext.BaseDirectory, " +
        "or set WorkingDirectory",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor CurrentDirectoryShouldNotBeUsed = CreateWarning(
        CurrentDirectoryShouldNotBeUsedId,
        "The current directory should not be used",
        "'{1}' in {0} depends on the working directory, which is '/' in a daemon: use absolute paths, or set WorkingDirectory",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ProcessShouldNotBeEnded = CreateWarning(
        ProcessShouldNotBeEndedId,
        "A daemon method should not end the process",
        "'{1}' in {0} ends the process before the daemon has cleaned up: call DaemonContext.RequestStop and return, or throw",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor SignalsBelongToTheDaemon = CreateWarning(
        SignalsBelongToTheDaemonId,
        "Signals belong to the daemon",
        "'{1}' in {0} handles a signal that the daemon handles already: take a CancellationToken, which a stop cancels",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MutexShouldNotGuardInstance = CreateWarning(
        MutexShouldNotGuardInstanceId,
        "A named Mutex should not guard the only instance",
        "A named Mutex does not prevent a second daemon, because each process compiled with NativeAOT has its own, and the daemon's lock " +
        "already does: remove it");

    public static readonly DiagnosticDescriptor MethodShouldRequireNothing = CreateWarning(
        MethodShouldRequireNothingId,
        "A daemon method should not have a Requires attribute",
        "[{1}] of '{0}' warns its callers, but only generated code calls it: suppress {2} on the method, or change what it does");

    private static DiagnosticDescriptor CreateWarning(string id, string title, string message, params string[] customTags) =>
        Create(id, title, message, Reliability, DiagnosticSeverity.Warning, customTags);
}
