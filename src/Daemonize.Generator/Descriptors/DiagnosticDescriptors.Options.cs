using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about the options of a daemon: 3xx.</content>
internal static partial class DiagnosticDescriptors
{
    public const string OptionNamesMustDifferId = "DMN301";
    public const string DocumentedParameterShouldExistId = "DMN302";

    public static readonly DiagnosticDescriptor OptionNamesMustDiffer = Create(
        OptionNamesMustDifferId,
        "The names of options must differ",
        "Parameter '{0}' cannot be the option '{1}': that is {2}",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor DocumentedParameterShouldExist = Create(
        DocumentedParameterShouldExistId,
        "A documented parameter should exist",
        "The comment describes parameter '{0}', which '{1}' does not have: its text is in no help",
        severity: DiagnosticSeverity.Warning);
}
