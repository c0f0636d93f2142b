using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Daemonize.CodeFixes;

/// <summary>Creates the statements of an entry point that hands over to the daemons.</summary>
/// <param name="editor">The editor of the document.</param>
/// <param name="scope">The node that contains the names in use.</param>
/// <param name="args">The name of the parameter for the arguments.</param>
internal sealed class HandoverBody(DocumentEditor editor, SyntaxNode scope, string args)
{
    public string Args => args;

    /// <summary>Returns whether no statement does anything that a user would miss.</summary>
    public static bool IsIdle(IEnumerable<StatementSyntax> statements) => statements.All(static statement => statement switch
    {
        ExpressionStatementSyntax expression => IsIdle(expression.Expression),
        ReturnStatementSyntax { Expression: { } value } => IsIdle(value) || value.ToString() == "0",
        ReturnStatementSyntax => true,
        _ => false,
    });

    /// <summary>Returns whether an expression is one that a new project contains.</summary>
    public static bool IsIdle(ExpressionSyntax expression) => expression.ToString() is "Task.CompletedTask"
        or "Console.WriteLine(\"Hello, World!\")" or "Console.WriteLine(\"Hello World!\")"
        or "System.Console.WriteLine(\"Hello, World!\")" or "System.Console.WriteLine(\"Hello World!\")";

    /// <summary>Returns a name, or an alternative if the code already uses the name.</summary>
    public static string FreeName(SyntaxNode scope, string name, string otherwise) =>
        scope.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name) ? otherwise : name;

    /// <summary>Returns statements that hand over first and then do what the entry point did before.</summary>
    public IEnumerable<StatementSyntax> HandOver(IReadOnlyList<StatementSyntax> statements, bool isEndReachable)
    {
        if (IsIdle(statements))
        {
            var run = SyntaxFactory.ReturnStatement(Run());
            return [Format(statements.Count == 0 ? run : run.WithTriviaFrom(statements[0]))];
        }

        var rest = statements.Select(static statement => (StatementSyntax)new ReturnZero().Visit(statement)).ToList();
        var first = rest[0].GetLeadingTrivia();
        var blank = first.TakeWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToArray();
        rest[0] = rest[0].WithLeadingTrivia(first.Skip(blank.Length).Prepend(LineEnds.Of(scope)));
        rest.Insert(0, Format(TryRun()).WithLeadingTrivia(blank));
        if (isEndReachable)
        {
            var end = rest.FindLastIndex(static statement => statement is not LocalFunctionStatementSyntax);
            rest.Insert(end + 1, Format(ReturnZero.Statement));
        }

        return rest;
    }

    /// <summary>Creates the expression <c>Daemons.Run(args)</c>.</summary>
    public ExpressionSyntax Run() => Complete(SyntaxFactory.ParseExpression($"Daemons.Run({Escaped(args)})"));

    private StatementSyntax TryRun()
    {
        var exitCode = FreeName(scope, "exitCode", "daemonsExitCode");
        return Complete(SyntaxFactory.ParseStatement($$"""
            if (Daemons.TryRun({{Escaped(args)}}, out var {{exitCode}}))
            {
            return {{exitCode}};
            }

            """));
    }

    private T Complete<T>(T node)
        where T : SyntaxNode
    {
        var name = node.DescendantNodes().OfType<IdentifierNameSyntax>().First(static name => name.Identifier.ValueText == "Daemons");
        return node.ReplaceNode(name, Daemons());
    }

    private ExpressionSyntax Daemons() => SyntaxFactory.ParseExpression(IsHidden() ? "global::" + WellKnownNames.Daemons : "Daemons");

    private bool IsHidden() => editor.SemanticModel.LookupSymbols(scope.SpanStart, name: "Daemons")
        .Any(static symbol => symbol.ToDisplayString() != WellKnownNames.Daemons);

    private static StatementSyntax Format(StatementSyntax statement) => statement.WithAdditionalAnnotations(Formatter.Annotation);

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>Adds the exit code zero to every <c>return;</c> of the body.</summary>
    private sealed class ReturnZero : CSharpSyntaxRewriter
    {
        public static StatementSyntax Statement => SyntaxFactory.ParseStatement("return 0;\n");

        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) => node.Expression is not null
            ? base.VisitReturnStatement(node)
            : ((ReturnStatementSyntax)Statement).WithTriviaFrom(node);

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;
    }
}
