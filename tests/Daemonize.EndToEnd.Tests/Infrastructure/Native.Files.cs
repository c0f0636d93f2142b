using System.Runtime.InteropServices;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Reads and writes by descriptor.</summary>
internal static unsafe partial class Native
{
    public const int SigHup = 1;

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint length);
}
