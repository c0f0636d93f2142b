using Microsoft.CodeAnalysis;

namespace GeneratorCost;

/// <summary>A generator that does nothing with the marked methods: the compiler's own cost to find them.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("Daemonize.DaemonAttribute", static (_, _) => true, static (_, _) => 0)
            .Collect(),
        static (_, _) => { });
}
