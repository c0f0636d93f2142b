using System.Buffers;
using System.Text;
using System.Text.Json;
using Daemonize.History;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Fleet;

/// <summary>What another machine sends, and what is read of it.</summary>
public sealed class HostMessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 14, 26, 50, TimeSpan.Zero);

    private static readonly DaemonRow Row = new(new SeenDaemon(new DaemonStatus
    {
        Name = "fetch",
        Program = "newsapp",
        Version = "1.2",
        State = DaemonState.Hung,
        ProcessId = 4711,
        StartedAt = Now,
        Note = "a note",
        TickCount = 780,
        SkippedSlots = 3,
        LateTicks = 2,
        FailedTicks = 1,
        RestartCount = 4,
        NextAt = Now.AddSeconds(4),
        TimeZone = "Europe/Berlin",
        Report = "20 articles",
        Options = ["--pid-file=/run/x.pid"],
        Memory = 34 << 20,
        CpuTime = TimeSpan.FromSeconds(21.3),
        LastTick = new() { Number = 780, StartedAt = Now, Duration = TimeSpan.FromMilliseconds(212), Succeeded = true },
        LastError = new() { Message = "no route", OccurredAt = Now },
        LastExit = new() { ExitCode = 1, Reason = "failed", EndedAt = Now },
        Cluster = new() { Role = DaemonClusterRole.Leader, Token = 7, Leader = "atlas:812", Shards = 3, ShardsTotal = 12 },
    })
    { PidFile = "/run/newsapp/fetch.pid", Command = ["/srv/newsapp"] })
    {
        RunsSince = Now,
        Took = 0.212,
        Cpu = 1.25,
        Recent = [Entry(1, HistoryKind.Started, TickResult.None), Entry(2, HistoryKind.Tick, TickResult.Failed)],
    };

    [Fact]
    public void DaemonComesAsItWasSent()
    {
        var row = HostMessage.Parse(Line(Row), "atlas")!.Row!;
        var (read, sent) = (row.Daemon.Status, Row.Daemon.Status);
        Assert.Equal("atlas:newsapp/fetch", row.Daemon.FullName);
        Assert.Equal((Row.Id, Reporting.CardFile.IdOf($"atlas:{Row.Id}")), (row.Daemon.Remote!.Id, row.Id));
        Assert.Equal(
            (sent.State, sent.ProcessId, sent.StartedAt, sent.Note, sent.TickCount, sent.SkippedSlots, sent.LateTicks),
            (read.State, read.ProcessId, read.StartedAt, read.Note, read.TickCount, read.SkippedSlots, read.LateTicks));
        Assert.Equal(
            (sent.FailedTicks, sent.RestartCount, sent.NextAt, sent.TimeZone, sent.Report, sent.Memory, sent.CpuTime),
            (read.FailedTicks, read.RestartCount, read.NextAt, read.TimeZone, read.Report, read.Memory, read.CpuTime));
        Assert.Equal((780, Now, TimeSpan.FromMilliseconds(212), true), Of(read.LastTick!));
        Assert.Equal(("no route", Now), (read.LastError!.Message, read.LastError.OccurredAt));
        Assert.Equal((1, "failed", Now), (read.LastExit!.ExitCode, read.LastExit.Reason, read.LastExit.EndedAt));
        Assert.True(sent.Cluster!.IsSame(read.Cluster));
        Assert.Equal(["--pid-file=/run/x.pid"], read.Options);
        Assert.Equal((Row.RunsSince, Row.Took, Row.Cpu), (row.RunsSince, row.Took, row.Cpu));
        Assert.Equal(Row.Recent, row.Recent);
    }

    /// <summary>No path of another machine may be opened here, and no command of it be run.</summary>
    [Fact]
    public void PathsAndCommandAreOnlyShown()
    {
        var daemon = HostMessage.Parse(Line(Row), "atlas")!.Row!.Daemon;
        Assert.Equal((null, 0, null, null), (daemon.PidFile, daemon.Command.Length, daemon.Card, daemon.Unit));
        Assert.Equal(("/run/newsapp/fetch.pid", "/srv/newsapp"), (daemon.ShownPidFile, Assert.Single(daemon.Remote!.Command)));
    }

    [Fact]
    public void LaterVersionMayHaveMoreMembers()
    {
        var text = Encoding.UTF8.GetString(Line(Row)).Replace(
            "\"daemon\":{", "\"more\":[{}],\"daemon\":{\"also\":{\"x\":[1]},", StringComparison.Ordinal);
        Assert.Equal("atlas:newsapp/fetch", HostMessage.Parse(Encoding.UTF8.GetBytes(text), "atlas")!.Row!.Daemon.FullName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}{}")]
    [InlineData("{\"id\":1e400}")]
    [InlineData("{\"daemon\":{}}")]
    [InlineData("{\"daemon\":{\"id\":\"\",\"name\":\"fetch\"}}")]
    [InlineData("{\"daemon\":{\"id\":\"1\",\"name\":\"\\ud800\"}}")]
    [InlineData("{\"daemon\":{\"id\":\"1\",\"name\":\"fetch\",\"pid\":3000000000}}")]
    [InlineData("{\"daemon\":{\"id\":\"1\",\"name\":\"fetch\",\"recent\":[[1,2]]}}")]
    [InlineData("{\"daemon\":{\"id\":\"1\",\"name\":\"fetch\",\"startedAt\":\"yesterday\"}}")]
    public void LineThatIsNotOfTheProtocolIsNone(string text) => Assert.Null(HostMessage.Parse(Encoding.UTF8.GetBytes(text), "atlas"));

    /// <summary>Any bytes are read, or are none: no exception but that of a reader of JSON.</summary>
    [Fact]
    public void ChangedLineThrowsNothing()
    {
        var (random, whole) = (new Random(4711), Line(Row));
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var line = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                line[random.Next(line.Length)] = (byte)random.Next(256);
            }

            var length = random.Next(4) == 0 ? random.Next(line.Length) : line.Length;
            read += HostMessage.Parse(line.AsSpan(..length), "atlas") is null ? 0 : 1;
        }

        Assert.InRange(read, 1, 19_999);
    }

    [Theory]
    [InlineData("a\u001b[2Jb\u009bc\u202Ed\u2028e\tf", "a?[2Jb?c?d?e?f")]
    [InlineData("Grüße 🎉", "Grüße 🎉")]
    public void TextIsCleaned(string text, string clean) => Assert.Equal(clean, RemoteText.Clean(text));

    [Fact]
    public void TextIsCut() => Assert.Equal(5000 - 903, RemoteText.Clean(new string('x', 5000)).Length);

    [Theory]
    [InlineData("-9223372036854775808", 0)]
    [InlineData("9223372036854775807", 1e9)]
    [InlineData("1e308", 1e9)]
    public void DurationIsWithinWhatIsComputedWith(string number, double most)
    {
        var json = new Reporting.JsonText(Encoding.UTF8.GetBytes(number));
        json.Advance();
        Assert.InRange(RemoteText.ReadDuration(ref json, 1).TotalSeconds, 0, most);
    }

    private static (long Number, DateTimeOffset Start, TimeSpan Took, bool HasSucceeded) Of(DaemonTick tick) =>
        (tick.Number, tick.StartedAt, tick.Duration, tick.Succeeded);

    private static HistoryEntry Entry(uint sequence, HistoryKind kind, TickResult result) => new(
        new HistoryRecord
        {
            Sequence = sequence,
            Kind = kind,
            Flags = HistoryFlags.Late,
            Count = 3,
            At = HistoryFormat.Microseconds(Now),
            Late = 1.5f,
            Took = 0.25f,
            Tick = 780,
        },
        result,
        FollowsLostEnd: true);

    private static byte[] Line(DaemonRow row)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, FleetProtocol.Form))
        {
            writer.WriteStartObject();
            writer.WriteNumber("id"u8, 1);
            writer.WriteStartObject("daemon"u8);
            RowText.Write(writer, row);
            RowText.WriteEntries(writer, row.Recent);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return line.WrittenSpan.ToArray();
    }
}
