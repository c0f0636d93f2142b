using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Daemonize.CodeFixes;

/// <summary>Makes a <c>Main</c> hand over to the daemons: it takes the arguments and returns the exit code.</summary>
internal sealed class MainHandover(DocumentEditor editor, MethodDeclarationSyntax main)
{
    private readonly HandoverBody _body = new(
        editor, main,
        main.ParameterList.Parameters.FirstOrDefault()?.Identifier.ValueText ?? HandoverBody.FreeName(main, "args", "arguments"));

    /// <summary>
    /// Returns whether the fix can change a <c>Main</c>. It cannot if the body returns a task without async, because such a body would have
    /// to become async.
    /// </summary>
    public static bool CanApply(MethodDeclarationSyntax main) =>
        main.ExpressionBody is not null
            || (main.Body is { } body && (!GivesTask(main) || IsAsync(main) || HandoverBody.IsIdle(body.Statements)));

    public void Apply()
    {
        var isIdle = HandoverBody.IsIdle(Statements());
        var changed = WithArguments(main);
        changed = isIdle ? WithoutAsync(changed).WithReturnType(Int().WithTriviaFrom(main.ReturnType)) : WithExitCode(changed);
        editor.ReplaceNode(main, WithBody(changed, isIdle).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private MethodDeclarationSyntax WithBody(MethodDeclarationSyntax changed, bool isIdle)
    {
        if (main.ExpressionBody is { } expression && isIdle)
        {
            return changed.WithExpressionBody(expression.WithExpression(_body.Run()));
        }

        var statements = SyntaxFactory.List(_body.HandOver(Statements(), IsEndReachable()));
        var block = main.Body is { } body
            ? body.WithStatements(statements)
            : SyntaxFactory.Block(statements).WithTrailingTrivia(main.SemicolonToken.TrailingTrivia);
        return changed.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block);
    }

    // An expression that returns a task is awaited, and its exit code, if it has one, is returned.
    private SyntaxList<StatementSyntax> Statements()
    {
        if (main.ExpressionBody is not { } body)
        {
            return main.Body!.Statements;
        }

        var expression = body.Expression.WithoutTrivia();
        var value =
            GivesTask(main) && !IsAsync(main) && !HandoverBody.IsIdle(expression) ? SyntaxFactory.AwaitExpression(expression) : expression;
        return SyntaxFactory.SingletonList<StatementSyntax>(
            expression is ThrowExpressionSyntax thrown ? SyntaxFactory.ThrowStatement(thrown.Expression)
            : GivesExitCode(main.ReturnType) ? SyntaxFactory.ReturnStatement(value)
            : SyntaxFactory.ExpressionStatement(value));
    }

    private bool IsEndReachable() => main.Body is { } body
        ? editor.SemanticModel.AnalyzeControlFlow(body) is not { Succeeded: true, EndPointIsReachable: false }
        : main.ExpressionBody!.Expression is not ThrowExpressionSyntax && !GivesExitCode(main.ReturnType);

    private MethodDeclarationSyntax WithArguments(MethodDeclarationSyntax method)
    {
        if (main.ParameterList.Parameters.Count > 0)
        {
            return method;
        }

        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(_body.Args)).WithType(SyntaxFactory.ParseTypeName("string[]"));
        return method.WithParameterList(method.ParameterList.AddParameters(parameter));
    }

    private MethodDeclarationSyntax WithExitCode(MethodDeclarationSyntax method)
    {
        if (!GivesTask(main))
        {
            return method.WithReturnType(Int().WithTriviaFrom(main.ReturnType));
        }

        if (!GivesExitCode(main.ReturnType)
            && editor.SemanticModel.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1") is { } task)
        {
            var int32 = editor.SemanticModel.Compilation.GetSpecialType(SpecialType.System_Int32);
            method =
                method.WithReturnType(
                    (TypeSyntax)editor.Generator.TypeExpression(task.Construct(int32), addImport: true).WithTriviaFrom(main.ReturnType));
        }

        return IsAsync(main) ? method : method.AddModifiers(SyntaxFactory.Token(SyntaxKind.AsyncKeyword));
    }

    private static MethodDeclarationSyntax WithoutAsync(MethodDeclarationSyntax method) =>
        method.WithModifiers(SyntaxFactory.TokenList(method.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword))));

    private static PredefinedTypeSyntax Int() => SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword));

    private static bool IsAsync(MethodDeclarationSyntax method) => method.Modifiers.Any(SyntaxKind.AsyncKeyword);

    // An entry point can only return void, int, Task or Task<int>.
    private static bool GivesTask(MethodDeclarationSyntax method) => method.ReturnType is not PredefinedTypeSyntax;

    private static bool GivesExitCode(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.IntKeyword),
        QualifiedNameSyntax qualified => qualified.Right is GenericNameSyntax,
        AliasQualifiedNameSyntax alias => alias.Name is GenericNameSyntax,
        _ => type is GenericNameSyntax,
    };
}
