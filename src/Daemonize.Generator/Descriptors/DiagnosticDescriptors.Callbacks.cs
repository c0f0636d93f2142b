using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about the callbacks of a daemon, which are settings too.</content>
internal static partial class DiagnosticDescriptors
{
    public const string CallbackMustExistId = "DMN212";
    public const string CallbackMustFitId = "DMN213";
    public const string CallbackMustBeAccessibleId = "DMN214";
    public const string MethodMustReturnResultId = "DMN215";
    public const string SignalMustBeFreeId = "DMN216";
    public const string SignalHandlerMustFitId = "DMN217";

    public static readonly DiagnosticDescriptor CallbackMustExist = Create(
        CallbackMustExistId,
        "A callback must exist",
        "{0} names '{1}', which is not a method of '{2}'");

    public static readonly DiagnosticDescriptor CallbackMustFit = Create(
        CallbackMustFitId,
        "A callback must have the right signature",
        "'{0}' cannot be {1}: {2}");

    public static readonly DiagnosticDescriptor CallbackMustBeAccessible = Create(
        CallbackMustBeAccessibleId,
        "A callback must be accessible",
        "'{0}' cannot be called by generated code, as {1}: make it internal");

    public static readonly DiagnosticDescriptor MethodMustReturnResult = Create(
        MethodMustReturnResultId,
        "A method with OnResult must return a result",
        "Method '{0}' returns nothing that '{1}' could take: return the result or a task of it, or remove OnResult");

    public static readonly DiagnosticDescriptor SignalMustBeFree = Create(
        SignalMustBeFreeId,
        "A signal must be known and free",
        "'{0}' cannot be handled: {1}");

    public static readonly DiagnosticDescriptor SignalHandlerMustFit = Create(
        SignalHandlerMustFitId,
        "A signal handler must have the right signature",
        "'{0}' cannot handle signals: {1}");
}
