namespace Daemonize.Platform;

/// <summary>The longest path that we read from a file. No system of this flavour accepts a longer one.</summary>
internal static class PathLimit
{
    /// <summary>The size in bytes, with the NUL at the end.</summary>
    public const int Bytes = 4096;
}
