using Daemonize.Generator.Model;
using Daemonize.Generator.Parsing;

namespace Daemonize.Generator.Analysis;

/// <summary>A marked method and the result of parsing it.</summary>
internal sealed record AnalyzedMethod(DaemonMethodSymbol Method, ParsedMethod Result)
{
    /// <summary>Gets the name of the method for a message, such as <c>App.News.Fetch</c>.</summary>
    public string DisplayName => $"{Method.Symbol.ContainingType.ToDisplayString()}.{Method.Symbol.Name}";

    /// <summary>Orders methods by file, then by position in it.</summary>
    public static int ComparePositions(AnalyzedMethod left, AnalyzedMethod right)
    {
        var (leftPlace, rightPlace) = (left.Method.Identifier, right.Method.Identifier);
        var byFile = string.CompareOrdinal(leftPlace.SourceTree?.FilePath, rightPlace.SourceTree?.FilePath);
        return byFile != 0 ? byFile : leftPlace.SourceSpan.CompareTo(rightPlace.SourceSpan);
    }
}
