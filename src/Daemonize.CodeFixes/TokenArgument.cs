using System.Collections.Immutable;
using Daemonize.Generator.Analysis.Body;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.CodeFixes;

/// <summary>
/// Passes a token to calls that can take one: as a parameter that they omit, or with an overload that has it as the last parameter.
/// </summary>
internal static class TokenArgument
{
    /// <summary>Returns the calls in a function that pass no token but could.</summary>
    public static ImmutableArray<InvocationExpressionSyntax> FindTakers(
        SemanticModel model, SyntaxNode function, CancellationToken cancellationToken)
    {
        var takers = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        foreach (var node in function.DescendantNodes(static node => !IsClosed(node)))
        {
            if (node is InvocationExpressionSyntax invocation
                && Create(model, invocation, SyntaxFactory.IdentifierName("_"), cancellationToken) is not null)
            {
                takers.Add(invocation);
            }
        }

        return takers.ToImmutable();
    }

    /// <summary>Adds the token to calls that can take it.</summary>
    public static void Add(
        DocumentEditor editor, SemanticModel model, IEnumerable<InvocationExpressionSyntax> takers, ExpressionSyntax token,
        CancellationToken cancellationToken)
    {
        foreach (var taker in takers)
        {
            if (Create(model, taker, token, cancellationToken) is { } argument)
            {
                editor.ReplaceNode(taker, (node, _) => ((InvocationExpressionSyntax)node).AddArgumentListArguments(argument));
            }
        }
    }

    private static bool IsClosed(SyntaxNode node) =>
        node is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax && Functions.Has(node, SyntaxKind.StaticKeyword);

    private static ArgumentSyntax? Create(
        SemanticModel model, InvocationExpressionSyntax syntax, ExpressionSyntax token, CancellationToken cancellationToken)
    {
        // A cancelled continuation does not run at all, which is hardly its purpose.
        if (model.GetOperation(syntax, cancellationToken) is not IInvocationOperation invocation
            || Tokens.IsPassed(invocation)
            || invocation.TargetMethod.Name == "ContinueWith"
            || FindParameter(model, invocation) is not { } parameter)
        {
            return null;
        }

        var argument = SyntaxFactory.Argument(token);
        return IsNext(parameter, invocation, syntax) ? argument : argument.WithNameColon(SyntaxFactory.NameColon(parameter.Name));
    }

    private static IParameterSymbol? FindParameter(SemanticModel model, IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } parameter } && Tokens.IsToken(parameter.Type))
            {
                return parameter;
            }
        }

        foreach (var member in invocation.TargetMethod.ContainingType.GetMembers(invocation.TargetMethod.Name))
        {
            if (member is IMethodSymbol method && IsOverloadWithToken(method, invocation)
                && model.IsAccessible(invocation.Syntax.SpanStart, method))
            {
                return method.Parameters[method.Parameters.Length - 1];
            }
        }

        return null;
    }

    private static bool IsOverloadWithToken(IMethodSymbol overload, IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (overload.Arity != method.Arity || overload.IsStatic != method.IsStatic
            || overload.Parameters.Length != method.Parameters.Length + 1)
        {
            return false;
        }

        overload = overload.Arity == 0 ? overload : overload.Construct(method.TypeArguments, method.TypeArgumentNullableAnnotations);
        return overload.Parameters[method.Parameters.Length] is { RefKind: RefKind.None, IsParams: false } last && Tokens.IsToken(last.Type)
            && SymbolEqualityComparer.Default.Equals(overload.ReturnType, method.ReturnType)
            && invocation.Arguments.All(argument => FitsOverload(argument, overload));
    }

    // The compiler may create arguments from several arguments or from none. For an overload, it would create them differently.
    private static bool FitsOverload(IArgumentOperation argument, IMethodSymbol overload) =>
        argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter }
            && overload.Parameters[parameter.Ordinal] is var other
            && other.RefKind == parameter.RefKind && other.Name == parameter.Name
            && SymbolEqualityComparer.Default.Equals(other.Type, parameter.Type);

    private static bool IsNext(IParameterSymbol parameter, IInvocationOperation invocation, InvocationExpressionSyntax syntax)
    {
        var arguments = syntax.ArgumentList.Arguments;
        var isReduced = invocation.TargetMethod.IsExtensionMethod && invocation.Arguments.Length > 0
            && invocation.Arguments[0].Syntax is not ArgumentSyntax;
        return parameter.Ordinal == arguments.Count + (isReduced ? 1 : 0) && arguments.All(static argument => argument.NameColon is null);
    }
}
