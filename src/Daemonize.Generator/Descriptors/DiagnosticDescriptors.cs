using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Descriptors;

/// <summary>
/// All rules. Ids are never renumbered or reused: 0xx methods that cannot be generated, 1xx the code of daemon methods, 2xx settings, 3xx
/// options, 4xx services, 5xx clusters, 9xx the program as a whole.
/// </summary>
internal static partial class DiagnosticDescriptors
{
    private const string Usage = "Daemonize.Usage";
    private const string Reliability = "Daemonize.Reliability";

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
            helpLinkUri: $"{ProjectAddress.Url}/blob/main/docs/diagnostics/{id}.md",
            customTags: customTags);
}
