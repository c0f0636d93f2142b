namespace Daemonize.Stages;

/// <summary>The descriptors that a stage inherits from the one before it, by number. Beyond these it inherits nothing.</summary>
internal static class StageDescriptors
{
    /// <summary>Standard input: /dev/null, which is nobody's log.</summary>
    public const int Input = 0;

    /// <summary>Standard error: the log. Standard output is the same.</summary>
    public const int Error = 2;

    /// <summary>The pipe on which the later stages tell the command how it went.</summary>
    public const int Handoff = 3;

    /// <summary>The lock file, with the lock.</summary>
    public const int Lock = 4;

    /// <summary>From here on the caller's descriptors begin, which no daemon should keep.</summary>
    public const int FirstLeaked = 5;
}
