using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.CodeFixes;

/// <summary>Finds the line end that a file uses. The formatter would end a new line with the line end of the machine.</summary>
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
