using Daemonize.Generator.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Daemonize.CodeFixes;

/// <summary>Makes a method return where it ended the process before.</summary>
internal static class ReturnStatements
{
    /// <summary>Creates a return of the method's default result; null if that result is not known.</summary>
    public static StatementSyntax? Create(SemanticModel model, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        if (model.GetDeclaredSymbol(method, cancellationToken) is not { } symbol)
        {
            return null;
        }

        var value = GetValue(symbol, method.ReturnType);
        return value is null ? null : SyntaxFactory.ParseStatement(value.Length == 0 ? "return;" : $"return {value};");
    }

    /// <summary>Replaces a statement with another and, unless nothing would follow, a return.</summary>
    public static void Replace(DocumentEditor editor, ExpressionStatementSyntax old, StatementSyntax replacement, StatementSyntax end)
    {
        if (FindStatements(old) is not { } statements)
        {
            var block =
                SyntaxFactory.Block(replacement.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.ElasticLineFeed), end).WithTriviaFrom(old);
            editor.ReplaceNode(old, block.WithAdditionalAnnotations(Formatter.Annotation));
            return;
        }

        var index = statements.IndexOf(old);
        var next = index + 1 < statements.Count ? statements[index + 1] : null;
        if (next is BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax)
        {
            editor.ReplaceNode(next, end.WithTriviaFrom(next).WithAdditionalAnnotations(Formatter.Annotation));
        }
        else if (next is not ReturnStatementSyntax && !(next is null && IsEnd(old) && end is ReturnStatementSyntax { Expression: null }))
        {
            editor.InsertAfter(old, end.WithAdditionalAnnotations(Formatter.Annotation));
        }

        editor.ReplaceNode(old, replacement);
    }

    private static string? GetValue(IMethodSymbol method, TypeSyntax written)
    {
        var type = method.ReturnType;
        if (method.ReturnsVoid || (method.IsAsync && IsTask(type) && type is INamedTypeSymbol { Arity: 0 }))
        {
            return "";
        }

        if (method.IsAsync)
        {
            return IsTask(type) && type is INamedTypeSymbol { Arity: 1 } generic && generic.TypeArguments[0].IsValueType
                ? GetDefault(generic.TypeArguments[0])
                : null;
        }

        if (type is INamedTypeSymbol { Arity: 0 } && type.Is("System.Threading.Tasks", "Task"))
        {
            return $"{written.WithoutTrivia()}.CompletedTask";
        }

        return type.IsValueType ? GetDefault(type) : null;
    }

    private static bool IsTask(ITypeSymbol type) =>
        type.Is("System.Threading.Tasks", "Task") || type.Is("System.Threading.Tasks", "ValueTask");

    private static string GetDefault(ITypeSymbol type) => type.SpecialType == SpecialType.System_Int32 ? "0" : "default";

    private static SyntaxList<StatementSyntax>? FindStatements(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => null,
    };

    private static bool IsEnd(StatementSyntax statement) => statement.Parent is BlockSyntax { Parent: MethodDeclarationSyntax };
}
