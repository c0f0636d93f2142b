using Daemonize.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Applies every code fix of every diagnostic of a program, each to the original program.</summary>
internal static class Fixes
{
    private static readonly CodeFixProvider[] Providers =
    [
        .. from type in typeof(MakeMethodStaticCodeFix).Assembly.GetTypes()
           where typeof(CodeFixProvider).IsAssignableFrom(type) && !type.IsAbstract
           select (CodeFixProvider)Activator.CreateInstance(type)!,
    ];

    /// <summary>Returns the number of fixes.</summary>
    public static async Task<int> ApplyAllAsync(string source)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        var document = await AddProjectAsync(workspace, source);
        var compilation = (await document.Project.GetCompilationAsync(cancellationToken))!;
        var tree = await document.GetSyntaxTreeAsync(cancellationToken);
        List<CodeAction> actions = [];
        foreach (var diagnostic in (await Robust.GetDiagnosticsAsync(compilation)).Where(
            diagnostic => diagnostic.Location.SourceTree == tree))
        {
            foreach (var provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await provider.RegisterCodeFixesAsync(
                    new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
            }
        }

        foreach (var action in actions)
        {
            Assert.NotEmpty(await action.GetOperationsAsync(cancellationToken));
        }

        return actions.Count;
    }

    private static async Task<Document> AddProjectAsync(AdhocWorkspace workspace, string source)
    {
        var project = workspace.AddProject("NewsApp", LanguageNames.CSharp)
            .WithMetadataReferences(GeneratorHost.References)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .WithCompilationOptions(
                new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable))
            .AddDocument("Usings.cs", GeneratorHost.Usings).Project
            .AddDocument("Source.cs", source).Project;
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        foreach (var generated in GeneratorHost.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken)
            .GetRunResult().GeneratedTrees)
        {
            project =
                project.AddDocument(
                    Path.GetFileName(generated.FilePath), await generated.GetTextAsync(TestContext.Current.CancellationToken)).Project;
        }

        return project.Documents.Single(document => document.Name == "Source.cs");
    }
}
