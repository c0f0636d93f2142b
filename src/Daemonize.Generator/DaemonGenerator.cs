using Daemonize.Generator.Emission;
using Daemonize.Generator.Model;
using Daemonize.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator;

/// <summary>Generates the definitions and handles of <c>[Daemon]</c> methods, the help, and the entry point.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DaemonGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var daemons = context.SyntaxProvider
            .ForAttributeWithMetadataName(WellKnownNames.DaemonAttribute, static (node, _) => IsMarkable(node), Parse)
            .WithTrackingName(TrackingNames.Parse)
            .Collect()
            .Select(ProgramParser.Collect)
            .WithTrackingName(TrackingNames.Collect);

        var assembly = context.CompilationProvider
            .Select(ProgramParser.ParseAssembly)
            .WithTrackingName(TrackingNames.Assembly);

        var options = context.AnalyzerConfigOptionsProvider
            .Select(ProgramParser.ParseOptions)
            .WithTrackingName(TrackingNames.Options);

        var stores = daemons.Combine(context.CompilationProvider)
            .Select(static (parts, cancellationToken) => StoreProviders.Find(parts.Left, parts.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Stores);

        var program = daemons.Combine(assembly).Combine(options).Combine(stores)
            .Select(static (parts, _) =>
                new ProgramModel(parts.Left.Left.Left, parts.Left.Left.Right, parts.Left.Right, parts.Right))
            .WithTrackingName(TrackingNames.Program);

        context.RegisterSourceOutput(program, DefinitionEmitter.Emit);
        context.RegisterSourceOutput(program, CompletionEmitter.Emit);
        context.RegisterSourceOutput(program, OptionsEmitter.Emit);
        context.RegisterSourceOutput(program, HandleEmitter.Emit);
        context.RegisterSourceOutput(program, EntryPointEmitter.Emit);
    }

    // Local functions and accessors can carry the attribute, but generated code cannot call them. They are included because the mistake
    // stops the generation.
    private static bool IsMarkable(SyntaxNode node) =>
        node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax;

    private static ParsedMethod Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) =>
        DaemonParser.Parse(new DaemonMethodSymbol((IMethodSymbol)context.TargetSymbol, context.Attributes[0], report: null));
}
