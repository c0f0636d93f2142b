using Daemonize.History;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Tests.History;

/// <summary>The status of a daemon, whose numbers are in the pulse of its history.</summary>
public sealed class StatusPulseTests : IDisposable
{
    private static readonly LockRecord Record = new(Environment.ProcessId, ThisProcess.StartTime, 0, 3, IsReady: true);

    private static readonly StatusText Text = new()
    {
        Options = [],
        Name = "news",
        Pid = Record.Pid,
        StartTime = Record.StartTime,
        Scheduled = true,
        History = true,
        Report = "well",
    };

    private readonly HistoryBench _bench = new();

    private string Path => _bench.Folder["news.status"];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void NumbersAreThoseOfThePulse()
    {
        WritePulse();
        Write(Text);

        var found = StatusFile.TryRead(Path, Record)!;
        Assert.Equal((7, 6, 5, 4), (found.Ticks, found.Skipped, found.Late, found.Failed));
        Assert.Equal((HistoryBench.Ten.AddSeconds(9), 1234), (found.Next, found.Due));
        Assert.Equal(HistoryBench.Ten.AddSeconds(8), found.RunningSince);
        Assert.Equivalent(
            new DaemonTick
            {
                Number = 1,
                StartedAt = HistoryBench.Ten.AddSeconds(1),
                Duration = TimeSpan.FromSeconds(0.5),
                Succeeded = true,
            },
            found.LastTick);
        Assert.Equal((true, "well"), (found.Stopping, found.Report));
    }

    /// <summary>After the end nothing is due, and nothing runs.</summary>
    [Fact]
    public void EndedDaemonHasItsCountsAndNothingToCome()
    {
        WritePulse();
        Write(Text with { Exit = new() { Reason = "stopped by SIGTERM" } });

        var found = StatusFile.TryReadLast(Path, user: null, Record)!;
        Assert.Equal((7, null, null, null), (found.Ticks, found.Next, found.Due, found.RunningSince));
    }

    [Fact]
    public void PulseOfAnotherRunIsNotTakenForThis()
    {
        WritePulse();
        Write(Text with { StartTime = Record.StartTime + 1 });

        var found = StatusFile.TryRead(Path, Record with { StartTime = Record.StartTime + 1 })!;
        Assert.Equal((null, 0, "well"), (found.Ticks, found.Failed, found.Report));
    }

    /// <summary>A method that runs once counts no ticks.</summary>
    [Fact]
    public void MethodWithoutAScheduleHasNoTicks()
    {
        WritePulse();
        Write(Text with { Scheduled = false });

        Assert.Equal((null, null), (StatusFile.TryRead(Path, Record)!.Ticks, StatusFile.TryRead(Path, Record)!.RunningSince));
    }

    /// <summary>A daemon whose history could not be written any more: the file has an old pulse of the same run.</summary>
    [Fact]
    public void TextWithNumbersKeepsThem()
    {
        WritePulse();
        Write(Text with { History = false, Ticks = 99 });

        Assert.Equal(99, StatusFile.TryRead(Path, Record)!.Ticks);
    }

    /// <summary>A daemon of an earlier version runs on when its program is replaced.</summary>
    [Fact]
    public void NumbersOfTheVersionBeforeAreRead()
    {
        File.WriteAllText(
            Path,
            $$$"""
            {"version":2,"name":"news","pid":{{{Record.Pid}}},"startTime":{{{Record.StartTime}}},"stopping":false,"ticks":13,"skipped":2,"late":3,
            "failed":4,"lastTick":{"number":13,"at":"2026-11-25T01:02:02+00:00","milliseconds":12.5,"succeeded":true},
            "next":"2026-11-25T01:02:03+00:00","due":123456,"report":"old","reloads":0}
            """);

        var found = StatusFile.TryRead(Path, Record)!;
        Assert.Equal((13, 2, 3, 4, 123_456, "old"), (found.Ticks, found.Skipped, found.Late, found.Failed, found.Due, found.Report));
        Assert.Equal(13, found.LastTick!.Number);
    }

    [Fact]
    public void WithoutTheFileTheTextsAreThere()
    {
        Write(Text);

        Assert.Equal((null, "well"), (StatusFile.TryRead(Path, Record)!.Ticks, StatusFile.TryRead(Path, Record)!.Report));
    }

    private void Write(StatusText text) => Assert.True(StatusFile.TryWrite(Path, text.Format()));

    private void WritePulse()
    {
        _bench.Numbers = new()
        {
            Flags = PulseFlags.Stopping | PulseFlags.Ticking,
            Ticks = 7,
            Skipped = 6,
            Late = 5,
            Failed = 4,
            NextAt = HistoryFormat.Microseconds(HistoryBench.Ten.AddSeconds(9)),
            Due = 1234,
            RunningSince = HistoryFormat.Microseconds(HistoryBench.Ten.AddSeconds(8)),
        };
        var writer = _bench.Open();
        _bench.Tick(writer, 1, took: 0.5);
        writer.WritePulse(_bench);
    }
}
