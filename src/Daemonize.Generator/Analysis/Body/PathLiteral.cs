using Daemonize.Generator.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Determines what is known about a path when the program is built.</summary>
internal static class PathLiteral
{
    /// <summary>
    /// Returns the constant text that a path begins with, and the syntax to make absolute; null if the path begins with anything else.
    /// </summary>
    public static (string Text, SyntaxNode Syntax)? FindBeginning(IOperation path)
    {
        // The first argument of Path.Combine can be made absolute in place.
        while (path is IInvocationOperation { TargetMethod: { Name: "Combine" or "Join" } method, Arguments: [{ Value: var first }, ..] }
            && method.IsMemberOf("System.IO", "Path"))
        {
            path = first;
        }

        return FindText(path) is { } text ? (text, path.Syntax) : null;
    }

    /// <summary>
    /// Returns whether a path is relative. A tilde is: only the shell expands it, not .NET. An empty path is not: it fails in any
    /// directory.
    /// </summary>
    public static bool IsRelative(string path) => path.Length > 0 && path[0] != '/';

    private static string? FindText(IOperation path)
    {
        while (path is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, ConstantValue.HasValue: false } sum)
        {
            path = sum.LeftOperand;
        }

        return path switch
        {
            { ConstantValue: { HasValue: true, Value: string constant } } => constant,
            IInterpolatedStringOperation
            {
                Parts: [IInterpolatedStringTextOperation
                {
                    Text.ConstantValue:
                    {
                        HasValue: true,
                        Value: string text
                    }
                }, ..]
            } =>
                text,
            _ => null,
        };
    }
}
