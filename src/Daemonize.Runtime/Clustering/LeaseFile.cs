using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Cluster;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>
/// The file with the record of one shard, for the time of one step. It has two places for the record: a write goes to the one that does not
/// have the newest record, and waits for the disk. A process that is killed in the middle, or a loss of power, leaves the other record. The
/// alternative, a new file that is renamed, would need a flush of the directory at each step too, and would move the record away from the
/// file that the step has locked.
/// </summary>
/// <remarks>
/// A record in which only times have changed is written without waiting. It replaces only another one of its kind, so that one of the two
/// places always has a record that is on the disk.
/// </remarks>
internal sealed class LeaseFile : IDisposable
{
    /// <summary>The distance of the two places. A disk writes a block of this size, or of a part of it, at once.</summary>
    private const int PlaceSize = 4096;

    private const int RecordSize = 512;
    private const long Magic = 0x31657361656c6d64; // "dmlease1"

    private readonly StepFile _file;
    private readonly int _shard;

    /// <summary>Where the newest record is, 0 or 1, and its number.</summary>
    private int _place;
    private long _sequence;

    /// <summary>Whether the newest record was written to stay. If not, the next one replaces it.</summary>
    private bool _isLasting;

    private LeaseFile(StepFile file, int shard) => (_file, _shard) = (file, shard);

    /// <summary>Gets the newest record; null if the file is new.</summary>
    public Lease? Record { get; private set; }

    /// <summary>Gets how long the lease was to last when it was taken or renewed.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Opens the file and locks it for a step; null while another step has it.</summary>
    /// <exception cref="ClusterStoreException">The file is damaged.</exception>
    public static LeaseFile? TryOpen(string path, int shard)
    {
        if (StepFile.TryOpen(path) is not { } file)
        {
            return null;
        }

        var lease = new LeaseFile(file, shard);
        try
        {
            lease.Read(path);
            return lease;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Waits until the records in the file are on the disk. The process that wrote the newest one may have been killed before it waited.
    /// </summary>
    public void Flush() => _file.Flush();

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record, of the shard of the file.</param>
    /// <param name="duration">How long the lease lasts; it is kept next to the record.</param>
    /// <param name="isLasting">Whether the record is on the disk when the method returns.</param>
    public void Write(Lease record, TimeSpan duration, bool isLasting)
    {
        Span<byte> bytes = stackalloc byte[RecordSize];
        if (_sequence == 0)
        {
            // The blocks of both places, so that no later write lacks one on a full disk.
            _file.Write(new byte[2 * PlaceSize], 0);
            _file.FlushName();
        }

        var place = _isLasting ? 1 - _place : _place;
        Format(bytes, record, duration, _sequence + 1, isLasting);
        _file.Write(bytes, place * PlaceSize);
        if (isLasting)
        {
            _file.Flush();
        }

        (Record, Duration, _sequence, _place, _isLasting) = (record, duration, _sequence + 1, place, isLasting);
    }

    public void Dispose() => _file.Dispose();

    private void Read(string path)
    {
        Span<byte> bytes = stackalloc byte[2 * PlaceSize];
        var read = bytes[.._file.Read(bytes)];
        bytes[read.Length..].Clear();
        for (var place = 0; place < 2; place++)
        {
            TryParse(bytes.Slice(place * PlaceSize, RecordSize), place);
        }

        // A file that was never finished has zeros: nobody has received a reply from it.
        if (Record is null && read.IndexOfAnyExcept((byte)0) >= 0)
        {
            throw new ClusterStoreException(
                $"{path} is damaged; stop the daemon everywhere on this machine, and remove the file: its slots then begin with the next "
                + "one")
            {
                IsPermanent = true,
            };
        }
    }

    /// <summary>Reads one place, unless it has no record, half a record or an older one.</summary>
    private void TryParse(ReadOnlySpan<byte> bytes, int place)
    {
        var fields = MemoryMarshal.Read<Fields>(bytes);
        if (fields.Magic != Magic || fields.Hash != HashOf(bytes) || fields.Sequence <= _sequence)
        {
            return;
        }

        (_sequence, _place, _isLasting) = (fields.Sequence, place, fields.IsLasting != 0);
        Duration = TimeSpan.FromMilliseconds(fields.Duration);
        Record = new Lease
        {
            Shard = _shard,
            Token = fields.Token,
            Owner = fields.HasOwner != 0 ? fields.Owner : null,
            Host =
                fields.HostLength >= 0 ? Encoding.UTF8.GetString(bytes.Slice(Unsafe.SizeOf<Fields>(), fields.HostLength)) : null,
            Until = fields.Until,
            Slot = fields.Slot,
            Attempt = fields.Attempt,
            Done = fields.Done,
            Missed = fields.Missed,
            Interrupted = fields.Interrupted,
            Deputy = fields.HasDeputy != 0 ? fields.Deputy : null,
            DeputyUntil = fields.DeputyUntil,
        };
    }

    private void Format(Span<byte> bytes, Lease record, TimeSpan duration, long sequence, bool isLasting)
    {
        bytes.Clear();
        var host = -1;
        if (record.Host is not null)
        {
            // A longer text is cut, at the end of a character.
            Encoding.UTF8.GetEncoder().Convert(record.Host, bytes[Unsafe.SizeOf<Fields>()..], flush: false, out _, out host, out _);
        }

        var fields = new Fields
        {
            Magic = Magic,
            Sequence = sequence,
            Token = record.Token,
            Until = record.Until,
            Duration = LeaseSteps.Milliseconds(duration),
            Slot = record.Slot,
            Done = record.Done,
            Missed = record.Missed,
            Interrupted = record.Interrupted,
            DeputyUntil = record.DeputyUntil,
            Owner = record.Owner ?? default,
            Deputy = record.Deputy ?? default,
            HasOwner = record.Owner is null ? 0 : 1,
            HasDeputy = record.Deputy is null ? 0 : 1,
            IsLasting = isLasting ? 1 : 0,
            Attempt = record.Attempt,
            HostLength = host,
        };
        MemoryMarshal.Write(bytes, fields);
        fields.Hash = HashOf(bytes);
        MemoryMarshal.Write(bytes, fields);
    }

    /// <summary>Hashes all of a record except its hash, and the shard: a file that was copied to another name is damaged.</summary>
    private ulong HashOf(ReadOnlySpan<byte> bytes) => default(StableHash).Add(_shard).Add(bytes[sizeof(ulong)..]).Value;

    /// <summary>
    /// A record in the file, before the text of its host. The numbers are as the processor has them: the file never leaves its machine.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Fields
    {
        public ulong Hash;
        public long Magic;
        public long Sequence;
        public long Token;
        public long Until;
        public long Duration;
        public long Slot;
        public long Done;
        public long Missed;
        public long Interrupted;
        public long DeputyUntil;
        public Guid Owner;
        public Guid Deputy;
        public int HasOwner;
        public int HasDeputy;
        public int IsLasting;
        public int Attempt;

        /// <summary>The length of the host's name in bytes; -1 if there is none.</summary>
        public int HostLength;

        public int Unused;
    }
}
