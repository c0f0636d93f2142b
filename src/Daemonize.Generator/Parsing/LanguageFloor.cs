using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Parsing;

/// <summary>The oldest C# version that can compile generated code.</summary>
internal static class LanguageFloor
{
    /// <summary>The version that introduced collection expressions.</summary>
    public const LanguageVersion Version = LanguageVersion.CSharp12;

    public static bool IsOld(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: < Version };
}
