using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Analysis;

/// <summary>The statements of an entry point, and the work that they do before they hand over to the daemons.</summary>
internal sealed class EntryPointBody(SemanticModel model, INamedTypeSymbol daemons, CancellationToken cancellationToken)
{
    /// <summary>
    /// Returns the first statement that does work before <c>Run</c> or <c>TryRun</c>, and the name of that method; null if there is no such
    /// work or no handover.
    /// </summary>
    public (StatementSyntax Work, string Handover)? FindEarlyWork(IReadOnlyList<StatementSyntax> statements)
    {
        StatementSyntax? work = null;
        foreach (var statement in statements)
        {
            if (FindHandover(statement) is { } handover)
            {
                return work is not null ? (work, handover) : FindEarlyWork(Inner(statement));
            }

            if (work is null && !IsHarmless(statement))
            {
                work = statement;
            }
        }

        return null;
    }

    // A local function does nothing until it is called, and calls of it are not followed.
    private string? FindHandover(StatementSyntax statement)
    {
        if (statement is LocalFunctionStatementSyntax)
        {
            return null;
        }

        foreach (var node in statement.DescendantNodes(static node => node is not LocalFunctionStatementSyntax))
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "Run" or "TryRun" } name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.ContainingType, daemons))
            {
                return name.Identifier.ValueText;
            }
        }

        return null;
    }

    // If a statement only surrounds the handover, the work before the handover is inside it. Conditions are not reported.
    private IReadOnlyList<StatementSyntax> Inner(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => [.. block.Statements],
        TryStatementSyntax attempt => [.. attempt.Block.Statements],
        IfStatementSyntax { Statement: var then } => FindHandover(then) is not null ? [then] : [],
        _ => [],
    };

    private bool IsHarmless(StatementSyntax statement) => statement switch
    {
        LocalFunctionStatementSyntax or EmptyStatementSyntax => true,
        LocalDeclarationStatementSyntax local => local.UsingKeyword.IsKind(SyntaxKind.None)
            && local.Declaration.Variables.All(variable => variable.Initializer is null || IsConstant(variable.Initializer.Value)),
        BlockSyntax block => block.Statements.All(IsHarmless),
        IfStatementSyntax choice =>
            IsAboutArguments(choice.Condition) && Leaves(choice.Statement)
                && (choice.Else is null || IsHarmlessElse(choice.Else.Statement)),
        SwitchStatementSyntax choice => IsAboutArguments(choice.Expression) && choice.Sections.All(Leaves),
        _ => false,
    };

    private bool IsHarmlessElse(StatementSyntax statement) => Leaves(statement) || IsHarmless(statement);

    private bool IsConstant(ExpressionSyntax value) =>
        value is AnonymousFunctionExpressionSyntax or LiteralExpressionSyntax || model.GetConstantValue(value, cancellationToken).HasValue;

    // A statement that runs only for arguments other than verbs, and ends the program, delays no verb.
    private bool Leaves(StatementSyntax statement) =>
        model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: false };

    private bool Leaves(SwitchSectionSyntax section) => section.Statements is [BreakStatementSyntax]
        || section.Statements.All(
            static statement => statement is not BreakStatementSyntax && !statement.DescendantNodes().OfType<BreakStatementSyntax>().Any());

    private bool IsAboutArguments(ExpressionSyntax condition)
    {
        var isAboutArguments = false;
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax name && model.GetSymbolInfo(name, cancellationToken).Symbol is IParameterSymbol)
            {
                isAboutArguments = true;
            }
            else if (node is AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax
                || (node is InvocationExpressionSyntax call && !OnlyCompares(call)))
            {
                return false;
            }
        }

        return isAboutArguments;
    }

    private bool OnlyCompares(InvocationExpressionSyntax call) =>
        model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType is
        {
            ContainingNamespace.Name: "System" or "Linq",
            Name: "String" or "Array" or "MemoryExtensions" or "Enumerable",
        };
}
