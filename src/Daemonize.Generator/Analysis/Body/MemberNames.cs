using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Finds the syntax for the name in an operation.</summary>
internal static class MemberNames
{
    /// <summary>Returns the last name of a call or member access: <c>Wait</c> of <c>task.Wait()</c>.</summary>
    public static SyntaxNode GetMemberName(this IOperation operation) => operation.GetMemberAccess() switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        var other => other,
    };

    /// <summary>Returns a call or member access without the arguments: <c>Console.ReadLine</c> of <c>Console.ReadLine()</c>.</summary>
    public static SyntaxNode GetMemberAccess(this IOperation operation) =>
        operation.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : operation.Syntax;
}
