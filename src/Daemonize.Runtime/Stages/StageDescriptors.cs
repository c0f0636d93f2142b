namespace Daemonize.Stages;

/// <summary>The descriptors that a stage inherits from the one before it, by number. Beyond these it inherits nothing.</summary>
internal static class StageDescriptors
{
    /// <summary>Standard error: the log. Standard output is the same, standard input /dev/null.</summary>
    public const int Error = 2;

    /// <summary>The pipe on which the later stages tell the command how it went.</summary>
    public const int Handoff = 3;

    /// <summary>The lock file, with the lock.</summary>
    public const int Lock = 4;

    /// <summary>From here on the caller's descriptors begin, which no daemon should keep.</summary>
    public const int FirstLeaked = 5;
}
