using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>
/// A list of system calls that this process and children of it make without running managed code: a child that shares the memory of a
/// managed process must never enter the runtime. Steps and results are in memory that is shared even with a child that an emulator such as
/// qemu-user makes by fork(2), where only clone(2) with CLONE_VM was asked for.
/// </summary>
internal sealed unsafe class CallList : IDisposable
{
    private const int Size = 16 << 10;

    private readonly byte* _memory;
    private readonly List<RequiredCall> _required = [];
    private Step* _next;
    private byte* _data;

    private CallList(byte* memory)
    {
        _memory = memory;
        _next = (Step*)memory;
        _data = memory + Size;
    }

    /// <summary>Gets whether the numbers of the calls and the code that makes them are known for this architecture.</summary>
    public static bool IsSupported => !CallRunner.CodeFor(RuntimeInformation.ProcessArchitecture).IsEmpty;

    /// <summary>Gets an empty list; null if the system has no memory for it.</summary>
    public static CallList? TryCreate() =>
        Map(Size, Libc.MAP_SHARED) is var memory and not null ? new CallList(memory) : null;

    /// <summary>Gets the step that is added next.</summary>
    public Step* Next => _next;

    /// <summary>Gets or sets the step that follows when a required call has failed.</summary>
    public Step* AfterFailure { get; set; }

    /// <summary>
    /// Adds a call with its arguments. Whatever its result, the step that is added next follows, unless the caller changes that.
    /// </summary>
    public Step* Add(long number, long first = 0, long second = 0, long third = 0, long fourth = 0, long fifth = 0)
    {
        var step = Take();
        *step = new Step
        {
            Number = number,
            First = first,
            Second = second,
            Third = third,
            Fourth = fourth,
            Fifth = fifth,
            Failed = _next,
            Zero = _next,
            Positive = _next,
        };
        return step;
    }

    /// <summary>
    /// Adds a call that <see cref="AfterFailure"/> follows if it fails. <paramref name="failure"/> then creates from the error number what
    /// <see cref="FindFailure"/> returns.
    /// </summary>
    public Step* Require(Func<int, DaemonException> failure, long number, long first = 0, long second = 0, long third = 0, long fourth = 0)
    {
        var step = Add(number, first, second, third, fourth);
        step->Failed = AfterFailure;
        _required.Add(new RequiredCall(step, failure));
        return step;
    }

    /// <summary>Adds a call that does not return; it is repeated if it does.</summary>
    public Step* AddLast(long number, long first)
    {
        var step = Add(number, first);
        step->Failed = step->Zero = step->Positive = step;
        return step;
    }

    /// <summary>Adds the end, where the process that runs the list returns to managed code.</summary>
    public void AddEnd() => *Take() = new Step { Number = -1 };

    /// <summary>Gets memory for a structure that calls read or write: zeros, in numbers of 64 bits.</summary>
    public long* Reserve(int count)
    {
        _data -= count * sizeof(long);
        CheckRoom();
        return (long*)_data;
    }

    /// <summary>
    /// Makes the calls. False if this process may not have code that it has written itself (SELinux execmem, systemd's
    /// MemoryDenyWriteExecute): then none is made.
    /// </summary>
    public bool TryRun()
    {
        var code = CallRunner.CodeFor(RuntimeInformation.ProcessArchitecture);
        var memory = Map(code.Length, Libc.MAP_PRIVATE);
        if (memory is null)
        {
            return false;
        }

        try
        {
            // On arm64, the kernel makes the instruction cache see the bytes when it makes this page executable.
            code.CopyTo(new Span<byte>(memory, code.Length));
            if (Libc.mprotect(memory, (nuint)code.Length, Libc.PROT_READ | Libc.PROT_EXEC) != 0)
            {
                return false;
            }

            ((delegate* unmanaged<Step*, void>)memory)((Step*)_memory);
            return true;
        }
        finally
        {
            _ = Libc.munmap(memory, (nuint)code.Length);
        }
    }

    /// <summary>Gets what the required call that has failed means; null if none has.</summary>
    public DaemonException? FindFailure() =>
        _required.Find(static call => call.Step->Error != 0) is { } failed ? failed.Failure(failed.Step->Error) : null;

    public void Dispose() => _ = Libc.munmap(_memory, Size);

    private static byte* Map(int size, int sharing)
    {
        var memory = Libc.mmap(null, (nuint)size, Libc.PROT_READ | Libc.PROT_WRITE, sharing | Libc.MAP_ANONYMOUS, -1, 0);
        return (nint)memory == -1 ? null : (byte*)memory;
    }

    private Step* Take()
    {
        var step = _next++;
        CheckRoom();
        return step;
    }

    private void CheckRoom()
    {
        if ((byte*)_next > _data)
        {
            throw new InvalidOperationException("too many calls for one list");
        }
    }

    /// <summary>A call that must succeed, and what to report if it does not.</summary>
    private sealed class RequiredCall(Step* step, Func<int, DaemonException> failure)
    {
        public Step* Step => step;

        public Func<int, DaemonException> Failure => failure;
    }

    /// <summary>A call, its result, and the step that follows for each kind of result. The machine code reads this layout.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Step
    {
        public long Number;
        public long First;
        public long Second;
        public long Third;
        public long Fourth;
        public long Fifth;

        /// <summary>The result as the kernel returns it: an error number is negative. 0 until the call is made.</summary>
        public long Result;

        public Step* Failed;
        public Step* Zero;
        public Step* Positive;

        /// <summary>Gets the error number; 0 if the call has succeeded or was not made.</summary>
        public readonly int Error => Result < 0 ? (int)-Result : 0;
    }
}
