using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TestApp;

/// <summary>Makes the kernel refuse a system call to all threads of this process from now on (seccomp(2)), as sandboxes do.</summary>
internal static unsafe partial class Seccomp
{
    /// <summary>F_OFD_SETLK of fcntl(2).</summary>
    public const uint OfdSetLock = 37;

    private const int SetNoNewPrivileges = 38;
    private const ulong SetModeFilter = 1;
    private const ulong AllThreads = 1;

    // seccomp_data: the number of the call, and the lower half of its second argument.
    private const uint Number = 0;
    private const uint SecondArgument = 24;

    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7fff0000;
    private const uint Fail = 0x00050000;

    /// <summary>fcntl(2).</summary>
    public static uint FileControl => IsArm ? 25u : 72u;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Makes the call fail with an error if it has that second argument.</summary>
    public static void Deny(uint call, uint secondArgument, int errno)
    {
        var filter = stackalloc Instruction[]
        {
            new(Load, Number),
            new(JumpIfEqual, call, 0, 3),
            new(Load, SecondArgument),
            new(JumpIfEqual, secondArgument, 0, 1),
            new(Return, Fail | (uint)errno),
            new(Return, Allow),
        };
        var program = new Program { Length = 6, Filter = filter };
        if (prctl(SetNoNewPrivileges, 1, 0, 0, 0) != 0 || syscall(IsArm ? 277 : 317, SetModeFilter, AllThreads, &program) != 0)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, ulong argument2, ulong argument3, ulong argument4, ulong argument5);

    [LibraryImport("libc", SetLastError = true)]
    private static partial long syscall(long number, ulong operation, ulong flags, Program* program);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, uint operand, byte ifTrue = 0, byte ifFalse = 0)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Operand = operand;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* Filter;
    }
}
