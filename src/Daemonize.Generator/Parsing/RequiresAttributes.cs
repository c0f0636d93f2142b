using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>The attributes that warn a method's callers of what a program may lack that is trimmed, compiled ahead or one file.</summary>
internal static class RequiresAttributes
{
    /// <summary>The id of that warning; null for any other attribute.</summary>
    public static string? IdOf(AttributeData attribute) =>
        attribute.AttributeClass is { } type && FindId(type.Name) is { } id && IsInNamespace(type) ? id : null;

    /// <summary>The property of the project that has the SDK look for a warning.</summary>
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
