namespace Daemonize.Platform;

/// <summary>
/// The numbers of the descriptors that a stage inherits from the previous one. It inherits no others, except
/// KeepDescriptors.
/// </summary>
internal static class StageDescriptors
{
    /// <summary>Standard input: /dev/null, never a log.</summary>
    public const int Input = 0;

    /// <summary>Standard error: the log, like standard output.</summary>
    public const int Error = 2;

    /// <summary>The pipe on which the later stages report to the command.</summary>
    public const int Handoff = 3;

    /// <summary>The lock file, with the lock on it.</summary>
    public const int Lock = 4;

    /// <summary>The first number of the caller's descriptors, which no daemon should keep.</summary>
    public const int FirstLeaked = 5;
}
