namespace Daemonize.Tests.Infrastructure;

/// <summary>
/// Tests that change state of the whole process: its environment or its standard descriptors. They run one by one, and no other test runs
/// in parallel.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "Process-wide";
}
