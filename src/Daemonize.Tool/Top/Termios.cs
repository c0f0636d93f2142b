using System.Runtime.InteropServices;

namespace Daemonize.Tool.Top;

/// <summary>The functions of the C library that set up a terminal (termios(3)), under their C names.</summary>
internal static unsafe partial class Termios
{
    /// <summary>After what was written, and without what was typed before (asm-generic/termbits.h).</summary>
    internal const int Flush = 2;

    /// <summary>More than struct termios has in any C library (60 bytes in glibc and musl). Its fields are not read.</summary>
    internal const int Size = 256;

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial int tcgetattr(int fd, void* termios);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial int tcsetattr(int fd, int actions, void* termios);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial void cfmakeraw(void* termios);
}
