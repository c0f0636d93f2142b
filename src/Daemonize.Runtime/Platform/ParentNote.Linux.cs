using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// Numbers that a process leaves for its parent, which reads them after the process has been killed. They are in a file in memory that both
/// have open: one write(2) leaves them, whatever happens to the process next.
/// </summary>
internal sealed class ParentNote
{
    private const string Label = "daemonize-note";

    /// <summary>What /proc shows for the descriptor (memfd_create(2)).</summary>
    private const string Link = $"/memfd:{Label} (deleted)";

    private readonly int _number;

    private ParentNote(int number) => _number = number;

    /// <summary>
    /// The note of the parent of this process; null if its parent has none. Set by <see cref="Inherit"/>.
    /// </summary>
    public static ParentNote? Inherited { get; private set; }

    /// <summary>Creates a note that the children of this process inherit; null if the system does not allow that.</summary>
    public static ParentNote? TryCreate()
    {
        try
        {
            // The number has no meaning: a child finds the file by its label, which no variable or argument needs to pass on.
            var number = Descriptor.OpenMemory(Label).MoveOutOfTheWay().Number;
            return Libc.fcntl(number, Libc.F_SETFD, 0L) == 0 ? new ParentNote(number) : null;
        }
        catch (DaemonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Finds the note of the parent, and keeps it from the programs that this process starts. Called before any user code starts one.
    /// </summary>
    public static void Inherit() => ProcFs.ForEachDescriptor(static number =>
    {
        if (ProcFs.TryReadLink($"/proc/self/fd/{number}") == Link)
        {
            CloseOnExec.Set(number);
            Inherited = new ParentNote(number);
        }
    });

    /// <summary>Leaves numbers, in place of the earlier ones. A failure is ignored: only the parent's message has less to say.</summary>
    public unsafe void Write(ReadOnlySpan<long> numbers)
    {
        var bytes = MemoryMarshal.AsBytes(numbers);
        fixed (byte* start = bytes)
        {
            _ = Libc.pwrite(_number, start, (nuint)bytes.Length, offset: 0);
        }
    }

    /// <summary>Reads the numbers; false if the process has left none.</summary>
    public unsafe bool TryRead(Span<long> numbers)
    {
        var bytes = MemoryMarshal.AsBytes(numbers);
        fixed (byte* start = bytes)
        {
            return Libc.pread(_number, start, (nuint)bytes.Length, offset: 0) == bytes.Length;
        }
    }

    /// <summary>Takes the numbers away, for the next child.</summary>
    public void Clear() => _ = Libc.ftruncate(_number, 0);
}
