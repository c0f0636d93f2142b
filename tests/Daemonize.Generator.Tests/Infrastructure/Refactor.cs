using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>
/// Runs a refactoring at the position of <c>$$</c>. The testing packages that the other tests use include none for refactorings.
/// </summary>
internal static class Refactor
{
    /// <summary>Returns the title and the changed source, or null if nothing is offered.</summary>
    public static async Task<(string Title, string Source)?> ApplyAsync<TRefactoring>(string source, bool withUsings = true)
        where TRefactoring : CodeRefactoringProvider, new()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var position = source.IndexOf("$$", StringComparison.Ordinal);
        using var workspace = new AdhocWorkspace();
        var document = AddDocument(workspace, source.Remove(position, 2), withUsings);
        List<CodeAction> actions = [];
        var context = new CodeRefactoringContext(document, new TextSpan(position, 0), actions.Add, cancellationToken);
        await new TRefactoring().ComputeRefactoringsAsync(context);
        if (actions is not [var action])
        {
            Assert.Empty(actions);
            return null;
        }

        var operations = await action.GetOperationsAsync(cancellationToken);
        var changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
        return (action.Title, (await changed.GetTextAsync(cancellationToken)).ToString());
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source, bool withUsings)
    {
        var project = workspace.AddProject("NewsApp", LanguageNames.CSharp)
            .WithMetadataReferences(GeneratorHost.References)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .WithCompilationOptions(
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        if (withUsings)
        {
            project = project.AddDocument("Usings.cs", GeneratorHost.Usings).Project;
        }

        return project.AddDocument("Source.cs", source);
    }
}
