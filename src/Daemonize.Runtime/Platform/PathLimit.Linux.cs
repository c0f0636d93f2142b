using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The longest path that the system accepts.</summary>
internal static class PathLimit
{
    /// <summary>The size in bytes, with the NUL at the end.</summary>
    public const int Bytes = Libc.PATH_MAX;
}
