using System.Buffers.Binary;
using System.Numerics;

namespace Daemonize.History;

/// <summary>
/// The places and sizes in a history file, which docs/history.md describes. All numbers are little-endian, all times are microseconds since
/// 1970 in UTC, and every part ends with a CRC-32C (RFC 3720, appendix B.4) of its bytes before.
/// </summary>
internal static class HistoryFormat
{
    public const int Version = 1;
    public const int RecordSize = 32;
    public const int PulseSize = 128;

    /// <summary>The two places of the pulse, which the writer takes by turns.</summary>
    public const int FirstPulse = 128;
    public const int SecondPulse = 256;

    /// <summary>The end of the header and the pulses, which a reader reads at once.</summary>
    public const int HeadSize = SecondPulse + PulseSize;

    public const int Records = 4096;
    public const int RecordCount = 1024;
    public const int Minutes = Records + (RecordCount * RecordSize);
    public const int MinuteCount = 24 * 60;
    public const int Hours = Minutes + (MinuteCount * RecordSize);
    public const int HourCount = 32 * 24;
    public const int FileSize = Hours + (HourCount * RecordSize);

    /// <summary>Where the shards of the records are, of a daemon that has shards.</summary>
    public const int Shards = FileSize;

    private const int ChecksumSize = sizeof(uint);

    /// <summary>Writes the checksum of a part into its last four bytes.</summary>
    public static void Seal(Span<byte> part) => BinaryPrimitives.WriteUInt32LittleEndian(part[^ChecksumSize..], ChecksumOf(part));

    /// <summary>Whether the checksum of a part is right: it was written whole.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> part) =>
        BinaryPrimitives.ReadUInt32LittleEndian(part[^ChecksumSize..]) == ChecksumOf(part);

    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Gets the time of a number of microseconds since 1970; the nearest that exists for one that no clock gives.</summary>
    public static DateTimeOffset Time(long microseconds)
    {
        const long first = -(621_355_968_000_000_000 / TimeSpan.TicksPerMicrosecond);
        const long last = (3_155_378_975_999_999_999 - 621_355_968_000_000_000) / TimeSpan.TicksPerMicrosecond;
        return DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, first, last) * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>Gets the duration of a number of seconds, as precise as the file has it; zero for one that is no duration.</summary>
    public static TimeSpan Duration(double seconds) =>
        seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    /// <summary>
    /// Gets a number of seconds; zero for one that is no duration, such as NaN in a file that something else has written.
    /// </summary>
    public static float Seconds(float seconds) => seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? seconds : 0;

    private static uint ChecksumOf(ReadOnlySpan<byte> part)
    {
        var crc = uint.MaxValue;
        var rest = part[..^ChecksumSize];
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        foreach (var value in rest)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
