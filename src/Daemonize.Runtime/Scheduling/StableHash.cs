using System.Buffers.Binary;
using System.Text;

namespace Daemonize.Scheduling;

/// <summary>
/// A hash of texts and numbers that is the same in every process, on every machine and in every version: hosts compute the same jitter from
/// it, and compare their options by it. It keeps no secret and withstands no attacker.
/// </summary>
/// <remarks>
/// FNV-1a with 64 bits. A number is its eight bytes, the lowest first; a text is its bytes in UTF-8, and then their count as a number, so
/// that the border between two texts counts. <see cref="Value"/> is mixed by the last step of SplitMix64, because the highest bits of FNV
/// hardly depend on the last bytes. The tests have values that must never change.
/// </remarks>
internal readonly struct StableHash
{
    private const ulong Start = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    /// <summary>The state without its start, so that a default value is a hash of nothing.</summary>
    private readonly ulong _state;

    private StableHash(ulong state) => _state = state ^ Start;

    /// <summary>Gets the hash of what was added, all of whose bits are equally good.</summary>
    public ulong Value
    {
        get
        {
            var value = _state ^ Start;
            value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
            value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
            return value ^ (value >> 31);
        }
    }

    public StableHash Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Add(bytes).Add(bytes.Length);
    }

    public StableHash Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Add(bytes);
    }

    public StableHash Add(ReadOnlySpan<byte> bytes)
    {
        var state = _state ^ Start;
        foreach (var item in bytes)
        {
            state = (state ^ item) * Prime;
        }

        return new StableHash(state);
    }

    /// <summary>Gets a number from 0 to <paramref name="max"/>, each as likely as any other.</summary>
    public long UpTo(long max) => (long)(((UInt128)Value * ((ulong)max + 1)) >> 64);
}
