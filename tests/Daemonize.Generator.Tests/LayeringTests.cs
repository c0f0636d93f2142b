using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Tests;

/// <summary>
/// The folders of a project are layers: a file uses only types of the same folder and of the folders that are listed before it.
/// docs/contributing/architecture.md describes what each is for.
/// </summary>
public sealed class LayeringTests
{
    private static readonly string[] Runtime =
    [
        "Text", "Cluster", "", "Platform", "History", "Logging", "Results", "CompilerServices", "Places", "Options", "Arguments",
        "Identity", "LogOutput", "Notify", "Scheduling", "Clustering", "Reporting", "Lifetime", "Launch", "ServiceFiles", "Operations",
        "Handles", "Commands", "Tools", "Entry",
    ];

    private static readonly string[] Generator =
        ["Model", "CSharp", "Descriptors", "Parsing", "Emission", "Analysis/Body", "Analysis", ""];

    [Fact]
    public void RuntimeHasNoUpwardUse() => Assert.Empty(FindUpwardUses(Load("src/Daemonize.Runtime"), Runtime));

    [Fact]
    public void GeneratorHasNoUpwardUse() => Assert.Empty(FindUpwardUses(Load("src/Daemonize.Generator"), Generator));

    [Theory]
    [InlineData(
        "namespace A; class Low { High _high; }", "namespace A; class High { }", "Low.cs uses High of High/, which is above it")]
    [InlineData(
        "using A.High; namespace A.Low; class Low { }", "namespace A.High; class High { }", "Low.cs uses A.High, which is above it")]
    [InlineData(
        "namespace A.Low; class Low { High.High _high; }", "namespace A.High; class High { }",
        "Low.cs uses A.High, which is above it")]
    [InlineData("namespace A.Low; class Low { int High => 1; }", "namespace A.High; class High { }", null)]
    [InlineData("namespace A.Low; class Low { }", "using A.Low; namespace A.High; class High { Low _low; }", null)]
    public void UpwardUseIsFound(string low, string high, string? found) =>
        Assert.Equal(
            found is null ? [] : [found],
            FindUpwardUses([new SourceFile("Low/Low.cs", Parse(low)), new SourceFile("High/High.cs", Parse(high))], ["Low", "High"]));

    private static List<string> FindUpwardUses(List<SourceFile> files, string[] layers)
    {
        Assert.Equal([], files.Select(static file => file.Folder).Where(folder => !layers.Contains(folder)).Distinct());
        var types = files.SelectMany(static file => file.Types.Select(type => (Name: type, file.Folder, file.Namespace))).ToLookup(
            static type => type.Name);
        var namespaces = files.GroupBy(static file => file.Namespace).ToDictionary(
            static group => group.Key, group => group.Min(file => Array.IndexOf(layers, file.Folder)));
        return
        [
            .. files.SelectMany(file => file.Namespaces(namespaces.Keys).Where(used => namespaces[used] > LayerOf(file))
                .Select(used => $"{file.Name} uses {used}, which is above it")
                .Concat(file.Names.SelectMany(name => types[name])
                    .Where(type => file.Sees(type.Namespace) && Array.IndexOf(layers, type.Folder) > LayerOf(file)
                        && types[type.Name].All(other => other.Folder != file.Folder))
                    .Select(type => $"{file.Name} uses {type.Name} of {type.Folder}/, which is above it"))).Distinct(),
        ];

        int LayerOf(SourceFile file) => Array.IndexOf(layers, file.Folder);
    }

    private static List<SourceFile> Load(string project, [CallerFilePath] string path = "")
    {
        var folder = Path.GetFullPath(Path.Combine("../../..", project), path);
        List<SourceFile> files =
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(file => new SourceFile(Path.GetRelativePath(folder, file), Parse(File.ReadAllText(file)))),
        ];
        Assert.True(files.Count > 100, $"{files.Count} files: looked in the wrong place");
        return files;
    }

    private static CompilationUnitSyntax Parse(string source) =>
        CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken).GetCompilationUnitRoot();

    private sealed record SourceFile(string Path, CompilationUnitSyntax Root)
    {
        public string Name => System.IO.Path.GetFileName(Path);

        /// <summary>Gets the layer. What is Linux's part of the seam is in a folder below it, and both use each other.</summary>
        public string Folder { get; } =
            System.IO.Path.GetDirectoryName(Path)!.Replace("Platform/Linux", "Platform", StringComparison.Ordinal);

        public string Namespace { get; } =
            Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

        public IEnumerable<string> Types => Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            .Where(static type => type.Parent is BaseNamespaceDeclarationSyntax).Select(static type => type.Identifier.Text);

        /// <summary>Gets the names that are not behind a dot, and so can be those of a type that the file sees.</summary>
        public HashSet<string> Names { get; } =
        [
            .. Root.DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(static name =>
                    name.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax) || name.SpanStart == name.Parent.SpanStart)
                .Select(static name => name.Identifier.Text),
        ];

        private readonly HashSet<string> _usings = [.. Root.Usings.Select(static line => line.Name!.ToString())];

        public bool Sees(string name) =>
            name == Namespace || Namespace.StartsWith(name + ".", StringComparison.Ordinal) || _usings.Contains(name);

        /// <summary>Gets the namespaces among <paramref name="known"/> that the file imports or names.</summary>
        public IEnumerable<string> Namespaces(IEnumerable<string> known) =>
            known.Where(name => _usings.Contains(name) || (name != Namespace && NamesPartly(name)));

        private bool NamesPartly(string name)
        {
            var last = name[(name.LastIndexOf('.') + 1)..];
            return Root.DescendantNodes().Any(node =>
                node is QualifiedNameSyntax { Left: IdentifierNameSyntax left } && left.Identifier.Text == last
                    && node.Parent is not BaseNamespaceDeclarationSyntax);
        }
    }
}
