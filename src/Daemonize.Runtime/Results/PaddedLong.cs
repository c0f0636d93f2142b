using System.Runtime.InteropServices;

namespace Daemonize.Results;

/// <summary>
/// A counter in a separate cache line: workers that count do not slow each other down, and posts do not invalidate what the workers read at
/// each result.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * CacheLine)]
internal struct PaddedLong
{
    private const int CacheLine = 64;

    [FieldOffset(CacheLine)]
    public long Value;
}
