using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Platform;

/// <summary>Numbers that a process leaves for its parent. In this flavour no process is the parent of a daemon.</summary>
internal sealed class ParentNote
{
    private ParentNote()
    {
    }

    /// <summary>The note of the parent of this process. There is none.</summary>
    public static ParentNote? Inherited => null;

    [SuppressMessage("Performance", "CA1822", Justification = "The other flavours write to a file here.")]
    public void Write(ReadOnlySpan<long> numbers) => throw new PlatformNotSupportedException();
}
