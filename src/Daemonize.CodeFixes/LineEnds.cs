using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.CodeFixes;

/// <summary>Line ends as the file has them: the formatter would give a new line those of the machine.</summary>
internal static class LineEnds
{
    public static SyntaxTrivia Of(SyntaxNode node)
    {
        foreach (var trivia in node.SyntaxTree.GetRoot().DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                return trivia;
            }
        }

        return SyntaxFactory.LineFeed;
    }
}
