using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace ForkHazard;

/// <summary>
/// The C library, with C's names: fork(2) as a normal call and without the runtime's transition, and the functions to watch a child.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int SIGKILL = 9;
    internal const int WNOHANG = 1;

    private const string libc = "libc";

    [LibraryImport(libc)]
    internal static partial int fork();

    [LibraryImport(libc, EntryPoint = "fork")]
    [SuppressGCTransition]
    internal static partial int fork_without_transition();

    [LibraryImport(libc)]
    internal static partial int execve(byte* path, byte** argv, byte** envp);

    [LibraryImport(libc, EntryPoint = "execve")]
    [SuppressGCTransition]
    internal static partial int execve_without_transition(byte* path, byte** argv, byte** envp);

    [LibraryImport(libc)]
    internal static partial void _exit(int status);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);

    [LibraryImport(libc, SetLastError = true)]
    internal static partial int kill(int pid, int signal);
}
