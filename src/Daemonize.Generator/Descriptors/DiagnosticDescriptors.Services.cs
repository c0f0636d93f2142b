using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <content>The rules about the services that a daemon takes: 4xx.</content>
internal static partial class DiagnosticDescriptors
{
    public const string ServicesMethodMustFitId = "DMN401";

    public static readonly DiagnosticDescriptor ServicesMethodMustFit = Create(
        ServicesMethodMustFitId,
        "A method that configures services must have the right signature",
        "'{0}' cannot configure the services of a daemon: {1}");
}
