using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>What is known of a path when the program is built.</summary>
internal static class PathLiteral
{
    /// <summary>The constant text that a path begins with, and the syntax that would have to be absolute; null if it begins with anything else.</summary>
    public static (string Text, SyntaxNode Syntax)? FindBeginning(IOperation path)
    {
        // What is in Path.Combine may be made absolute where it stands.
        while (path is IInvocationOperation { TargetMethod: { Name: "Combine" or "Join" } method, Arguments: [{ Value: var first }, ..] }
            && method.IsMemberOf("System.IO", "Path"))
        {
            path = first;
        }

        return FindText(path) is { } text ? (text, path.Syntax) : null;
    }

    /// <summary>A tilde is the shell's, not .NET's; an empty path is refused wherever the daemon works.</summary>
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
            IInterpolatedStringOperation { Parts: [IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } }, ..] } =>
                text,
            _ => null,
        };
    }
}
