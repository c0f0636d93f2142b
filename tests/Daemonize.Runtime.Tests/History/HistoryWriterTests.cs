using System.Buffers.Binary;
using Daemonize.History;
using Daemonize.Platform;

namespace Daemonize.Tests.History;

/// <summary>The records and the pulse, as a reader finds them while they are written and after it.</summary>
public sealed class HistoryWriterTests : IDisposable
{
    private readonly HistoryBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>The check value of CRC-32C: that of the digits 1 to 9.</summary>
    [Fact]
    public void ChecksumIsCrc32C()
    {
        byte[] part = [.. "123456789"u8, 0, 0, 0, 0];
        HistoryFormat.Seal(part);

        Assert.Equal(0xE3069283, BinaryPrimitives.ReadUInt32LittleEndian(part.AsSpan(9)));
        Assert.True(HistoryFormat.IsSealed(part));
        part[0]++;
        Assert.False(HistoryFormat.IsSealed(part));
    }

    [Fact]
    public void RecordOfATickIsThereFromItsBeginning()
    {
        var writer = _bench.Open();
        var begun = _bench.Begin(writer, 1, late: 0.5);
        Assert.Equal([begun], _bench.Read().Records);

        var ended = begun with { Flags = HistoryFlags.Failed | HistoryFlags.Late, Took = 2, Count = 3 };
        writer.End(ended);
        Assert.Equal([ended], _bench.Read().Records);
    }

    [Fact]
    public void RingHasTheLastRecords()
    {
        var writer = _bench.Open();
        for (var i = 0; i < 3000; i++)
        {
            _bench.Tick(writer, i / 100.0);
        }

        var records = _bench.Read().Records;
        Assert.Equal(Enumerable.Range(3000 - 1023, 1024).Select(static number => (uint)number), records.Select(static one => one.Sequence));
        Assert.Equal(records.Select(static record => record.Sequence), records.Select(static record => record.Tick));
        Assert.Equal(HistoryFormat.FileSize, new FileInfo(_bench.Path).Length);
    }

    [Fact]
    public void NextRunGoesOnWithTheNumbers()
    {
        var first = _bench.Open();
        _bench.Tick(first, 1);
        first.WritePulse(_bench);
        _bench.Close(first, 2);
        var before = _bench.ReadPulse()!.Value;

        var second = _bench.Open();
        Assert.Equal(3u, second.Add(new() { Kind = HistoryKind.Started }));
        second.WritePulse(_bench);
        Assert.Equal((before.Counter + 1, 3u), (_bench.ReadPulse()!.Value.Counter, _bench.ReadPulse()!.Value.NewestRecord));
    }

    /// <summary>After the last number comes 1: 0 is an empty place.</summary>
    [Fact]
    public void NumbersBeginAgainAfterTheLast()
    {
        _ = _bench.Open();
        Put(new() { Sequence = uint.MaxValue - 2, Kind = HistoryKind.Ready, At = HistoryFormat.Microseconds(HistoryBench.Ten) });

        var writer = _bench.Open();
        uint[] expected = [uint.MaxValue - 1, uint.MaxValue, 1, 2, 3];
        Assert.Equal(expected, expected.Select((_, second) => _bench.Tick(writer, second).Sequence).ToArray());
        Assert.Equal([uint.MaxValue - 2, .. expected], _bench.Read().Records.Select(static record => record.Sequence));

        var next = _bench.Open();
        Assert.Equal(4u, next.Add(new() { Kind = HistoryKind.Started }));
        Assert.Equal(5u, _bench.Minute(0)!.Value.Ticks);
    }

    [Fact]
    public void ParallelTicksLoseNoRecord()
    {
        const int threads = 4;
        const int ticks = 250;
        var writer = _bench.Open();
        using var ready = new Barrier(threads);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (var i = 0; i < ticks; i++)
            {
                ready.SignalAndWait(TestContext.Current.CancellationToken);
                _bench.Tick(writer, (thread * 30) + (i / 2.0), took: 1);
                writer.WritePulse(_bench);
            }
        });
        _bench.Close(writer, 600);

        var records = _bench.Read().Records;
        Assert.Equal(
            Enumerable.Range(1, (threads * ticks) + 1).Select(static number => (uint)number), records.Select(static one => one.Sequence));
        Assert.Equal(threads * ticks, records.Count(static record => record.IsEndedTick && record.Took == 1));
        Assert.Equal(threads * ticks, records.Where(static record => record.Tick != 0).DistinctBy(static record => record.Tick).Count());
        Assert.Equal(threads * ticks, _bench.Read().Minutes.Sum(static minute => minute.Ticks));
        Assert.Equal(threads * ticks, _bench.ReadPulse()!.Value.SumOfTook);
    }

    [Fact]
    public void PulseHasEveryNumber()
    {
        var writer = _bench.Open();
        var tick = _bench.Tick(writer, 1, took: 0.5, late: 0.25, HistoryFlags.Failed);
        _bench.Tick(writer, 2, took: 0.25);
        _bench.Numbers = new()
        {
            Flags = PulseFlags.Stopping | PulseFlags.Ticking,
            Ticks = 7,
            Skipped = 6,
            Late = 5,
            Failed = 4,
            NextAt = 3,
            Due = 2,
            RunningSince = 1,
        };
        writer.WritePulse(_bench);

        Assert.Equal(
            _bench.Numbers with
            {
                Counter = 1,
                Pid = Environment.ProcessId,
                Flags = PulseFlags.Stopping | PulseFlags.Ticking | PulseFlags.Succeeded,
                StartTime = ThisProcess.StartTime,
                LastTick = 2,
                LastTickAt = tick.At + 1_000_000,
                LastTook = 0.25f,
                NewestRecord = 2,
                SumOfTook = 0.75,
                SumOfLate = 0.25,
            },
            _bench.ReadPulse());
        writer.End(tick);
        writer.WritePulse(_bench);
        Assert.Equal(PulseFlags.Stopping | PulseFlags.Ticking, _bench.ReadPulse()!.Value.Flags);
    }

    /// <summary>A write that was cut off, in either place: the other pulse is whole, and the next goes on after it.</summary>
    [Theory]
    [InlineData(HistoryFormat.FirstPulse)]
    [InlineData(HistoryFormat.SecondPulse)]
    public void TornPulseIsGoneBy(int place)
    {
        var writer = _bench.Open();
        for (var i = 1; i <= 4; i++)
        {
            _bench.Numbers = new() { Ticks = i };
            writer.WritePulse(_bench);
        }

        Damage(place + 30);

        Assert.Equal(place == HistoryFormat.FirstPulse ? 3 : 4, _bench.ReadPulse()!.Value.Ticks);
        _bench.Open().WritePulse(_bench);
        _bench.Open().WritePulse(_bench);
        Assert.Equal(4, _bench.ReadPulse()!.Value.Ticks);
    }

    [Fact]
    public void WithoutAWholePulseThereIsNone()
    {
        var writer = _bench.Open();
        Assert.Null(_bench.ReadPulse());
        writer.WritePulse(_bench);
        Damage(HistoryFormat.SecondPulse);
        Assert.Null(_bench.ReadPulse());
        Assert.NotNull(_bench.Read());
    }

    [Fact]
    public void TornRecordIsGoneBy()
    {
        var writer = _bench.Open();
        for (var i = 0; i < 5; i++)
        {
            _bench.Tick(writer, i);
        }

        Damage(HistoryFormat.Records + (2 * HistoryFormat.RecordSize) + 9);
        Damage(HistoryFormat.Records + (4 * HistoryFormat.RecordSize) + 31);

        Assert.Equal([1u, 2u, 4u], _bench.Read().Records.Select(static record => record.Sequence));
        Assert.Equal(5u, _bench.Open().Add(new() { Kind = HistoryKind.Started }));
    }

    /// <summary>Every pulse of the writer agrees in itself; the reader sees no other, and none that is older than one before.</summary>
    [Fact]
    public async Task ReaderInATightLoopSeesWholePulsesInTheirOrder()
    {
        var writer = _bench.Open();
        _bench.Numbers = NumbersOf(1);
        writer.WritePulse(_bench);
        var isDone = false;
        var writing = Task.Run(
            () =>
            {
                for (var i = 2L; !Volatile.Read(ref isDone); i++)
                {
                    _bench.Numbers = NumbersOf(i);
                    writer.WritePulse(_bench);
                }
            },
            TestContext.Current.CancellationToken);
        var last = 0L;
        for (var i = 0; i < 50_000; i++)
        {
            var pulse = _bench.ReadPulse()!.Value;
            Assert.Equal(NumbersOf(pulse.Ticks), pulse with { Counter = 0, Pid = 0, StartTime = 0 });
            Assert.True(pulse.Ticks >= last, $"{pulse.Ticks} after {last}");
            last = pulse.Ticks;
        }

        Volatile.Write(ref isDone, true);
        await writing;
        Assert.True(last > 1, "nothing was written meanwhile");

        static Pulse NumbersOf(long number) =>
            new()
            {
                Ticks = number,
                Skipped = number,
                Late = ~number,
                Failed = number,
                NextAt = number * 3,
                Due = number,
                RunningSince = -number,
            };
    }

    private void Put(in HistoryRecord record)
    {
        Span<byte> bytes = stackalloc byte[HistoryFormat.RecordSize];
        record.Write(bytes);
        using var file = File.OpenHandle(_bench.Path, access: FileAccess.Write);
        RandomAccess.Write(
            file, bytes, HistoryFormat.Records + ((record.Sequence - 1) % HistoryFormat.RecordCount * HistoryFormat.RecordSize));
    }

    private void Damage(int place)
    {
        using var file = File.OpenHandle(_bench.Path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        Span<byte> one = stackalloc byte[1];
        RandomAccess.Read(file, one, place);
        one[0] ^= 0x55;
        RandomAccess.Write(file, one, place);
    }
}
