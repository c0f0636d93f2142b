using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about methods that cannot be daemons: 0xx.</content>
internal static partial class DiagnosticDescriptors
{
    public const string MethodMustBeStaticId = "DMN001";
    public const string MethodMustNotBeGenericId = "DMN002";
    public const string MethodMustBeAccessibleId = "DMN003";
    public const string UnsupportedReturnTypeId = "DMN004";
    public const string UnsupportedParameterTypeId = "DMN005";
    public const string MethodMustNotBeAsyncVoidId = "DMN006";

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
        "A daemon method must return void, int or a task of these, or a result for OnResult",
        "A daemon method cannot return '{0}': {1}");

    public static readonly DiagnosticDescriptor UnsupportedParameterType = Create(
        UnsupportedParameterTypeId,
        "A daemon method must take what can be supplied",
        "Parameter '{0}' cannot be supplied: {1}");

    public static readonly DiagnosticDescriptor MethodMustNotBeAsyncVoid = Create(
        MethodMustNotBeAsyncVoidId,
        "A daemon method must not be async void",
        "Method '{0}' must return Task: async void cannot be awaited, and its exceptions end the process");
}
