using System.Runtime.InteropServices;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>System calls that .NET does not wrap.</summary>
internal static unsafe partial class Native
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigTstp = 20;
    public const int OfdGetLock = 36;
    public const short WriteLock = 1;
    public const short Unlocked = 2;
    public const short PollIn = 1;

    private const long PidfdSendSignalNumber = 424;
    private const long PidfdOpenNumber = 434;

    /// <summary>Opens a descriptor of the process; -1 if it no longer exists.</summary>
    public static int OpenPidfd(int pid) => (int)SystemCall(PidfdOpenNumber, pid, 0, 0, 0);

    /// <summary>Sends a signal; false if the process has ended.</summary>
    public static bool SendSignal(int pidfd, int signal) => SystemCall(PidfdSendSignalNumber, pidfd, signal, 0, 0) == 0;

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int LockControl(int descriptor, int command, FileLock* fileLock);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string path, string newPath);

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenTerminalMaster(int flags);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int UnlockTerminal(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    public static partial int GetTerminalName(int master, byte* name, nuint length);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long first, long second, long third, long fourth);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Pid;
    }
}
