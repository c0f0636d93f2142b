namespace Daemonize.Tests.Infrastructure;

/// <summary>
/// Tests that change what belongs to the whole process, its environment or its standard descriptors. They run one by one, and nothing beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "Process-wide";
}
