using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Parsing;

/// <summary>The oldest version of C# that generated code is written in.</summary>
internal static class LanguageFloor
{
    /// <summary>That of collection expressions.</summary>
    public const LanguageVersion Version = LanguageVersion.CSharp12;

    public static bool IsOld(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: < Version };
}
