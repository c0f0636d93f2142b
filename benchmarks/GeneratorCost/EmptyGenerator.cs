using Microsoft.CodeAnalysis;

namespace GeneratorCost;

/// <summary>What the compiler itself takes to find the marked methods: a generator that does nothing with them.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("Daemonize.DaemonAttribute", static (_, _) => true, static (_, _) => 0).Collect(),
        static (_, _) => { });
}
