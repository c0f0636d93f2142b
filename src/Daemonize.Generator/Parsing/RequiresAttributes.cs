using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// The attributes that warn callers of a method about features that a trimmed, ahead-of-time compiled or single-file program may lack.
/// </summary>
internal static class RequiresAttributes
{
    /// <summary>Returns the id of the warning; null for any other attribute.</summary>
    public static string? IdOf(AttributeData attribute) =>
        attribute.AttributeClass is { } type && FindId(type.Name) is { } id && IsInNamespace(type) ? id : null;

    /// <summary>Returns the project property that makes the SDK check for a warning.</summary>
    public static string PropertyOf(string id) => id switch
    {
        "IL2026" => "build_property.EnableTrimAnalyzer",
        "IL3050" => "build_property.EnableAotAnalyzer",
        _ => "build_property.EnableSingleFileAnalyzer",
    };

    private static string? FindId(string name) => name switch
    {
        "RequiresUnreferencedCodeAttribute" => "IL2026",
        "RequiresDynamicCodeAttribute" => "IL3050",
        "RequiresAssemblyFilesAttribute" => "IL3002",
        _ => null,
    };

    private static bool IsInNamespace(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() == "System.Diagnostics.CodeAnalysis";
}
