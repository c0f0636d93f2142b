using System.Text;
using System.Text.Json;
using Daemonize.History;
using Daemonize.Tool.Seeing;
using Daemonize.Tool.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daemonize.Tool.Tests.Web;

/// <summary>What the streams send of a snapshot.</summary>
public sealed class FeedTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void DifferenceHasOnlyWhatHasChanged()
    {
        var row = Row("newsapp/fetch") with { Ticks = 1, Memory = 100, Next = Now };
        var (name, data) = Difference([row], [row with { Ticks = 2, Next = null }]);
        Assert.Equal("difference", name);
        Assert.Equal(
            $$"""[{"id":"{{row.Id}}","ticks":2,"nextAt":null}]""", data.GetProperty("changed").GetRawText());
        Assert.False(data.TryGetProperty("added", out _));
        Assert.False(data.TryGetProperty("removed", out _));
    }

    [Fact]
    public void SameSnapshotIsAlive() => Assert.Equal("alive", Difference([Row("a/b")], [Row("a/b")]).Name);

    [Fact]
    public void DaemonsComeAndGo()
    {
        var (one, two) = (Row("a/one"), Row("a/two"));
        var data = Difference([one], [two]).Data;
        Assert.Equal(two.Id, data.GetProperty("added")[0].GetProperty("id").GetString());
        Assert.Equal(one.Id, data.GetProperty("removed")[0].GetString());
    }

    [Fact]
    public void OnlyNewTicksAreSent()
    {
        HistoryEntry first = Tick(1, isRunning: false), second = Tick(2, isRunning: true), ended = Tick(2, isRunning: false);
        var row = Row("a/b") with { Recent = [first, second] };
        var changed = Difference([row], [row with { Recent = [first, ended, Tick(3, isRunning: true)] }]).Data.GetProperty("changed")[0];
        Assert.Equal([2, 3], changed.GetProperty("recent").EnumerateArray().Select(static entry => entry[0].GetInt32()));
        Assert.Equal("s", changed.GetProperty("recent")[0][4].GetString());
        Assert.Equal("alive", Difference([row], [row with { Recent = [first, second] }]).Name);
    }

    /// <summary>The numbers of a new file begin again, and the page would take its records for old ones.</summary>
    [Fact]
    public void NewHistoryIsANewDaemon()
    {
        var row = Row("a/b") with { Recent = [Tick(700, isRunning: false)] };
        var data = Difference([row], [row with { Recent = [Tick(1, isRunning: false)] }]).Data;
        Assert.Equal(1, data.GetProperty("added")[0].GetProperty("recent")[0][0].GetInt32());
    }

    [Fact]
    public void HostileTextsComeBackAsTheyAre()
    {
        const string hostile = "<script>\u202e\e[2J\"\\\n\u0000\u2028é\ud83d\ude00</script>";
        var daemon = Seen.Daemon("a/b");
        daemon = daemon with
        {
            Status = new(daemon.Status) { Name = hostile, Report = hostile, Note = hostile, Version = hostile, Program = hostile },
        };
        var snapshot = new FeedSnapshot(1, Now, Json().ToFeed([new DaemonRow(daemon)]), before: null);
        var text = Encoding.UTF8.GetString(snapshot.Whole);
        Assert.Equal("event: snapshot", text.Split('\n')[0]);
        Assert.Equal(3, text.TrimEnd('\n').Split('\n').Length + 1);
        Assert.DoesNotContain('\e', text);
        Assert.DoesNotContain('\0', text);
        var row = Parse(snapshot.Whole).Data.GetProperty("daemons")[0];
        Assert.All(
            (string[])["name", "report", "note", "version", "program"], name => Assert.Equal(hostile, row.GetProperty(name).GetString()));
    }

    [Fact]
    public void HalfOfAPairIsNoMistake()
    {
        var daemon = Seen.Daemon("a/b");
        daemon = daemon with { Status = new(daemon.Status) { Report = "\ud83d" } };
        var snapshot = new FeedSnapshot(1, Now, Json().ToFeed([new DaemonRow(daemon)]), before: null);
        Assert.Equal("\ufffd", Parse(snapshot.Whole).Data.GetProperty("daemons")[0].GetProperty("report").GetString());
    }

    [Fact]
    public void VerbsFollowTheState()
    {
        Assert.Equal(["start"], VerbsOf(Row("a/b", DaemonState.Stopped)));
        Assert.Equal(["start"], VerbsOf(Row("a/b", DaemonState.Dead)));
        Assert.Equal(["stop", "restart", "reload"], VerbsOf(Row("a/b")));
        Assert.Equal(["stop", "restart", "reload", "tick"], VerbsOf(Row("a/b") with { Ticks = 0 }));
        Assert.Empty(VerbsOf(new DaemonRow(Seen.Daemon("a/b") with { Command = [] })));
    }

    /// <summary>Bounds the traffic of a page: 200 daemons that tick each second.</summary>
    [Fact]
    public void SecondOfADaemonIsShort()
    {
        var row = Row("newsapp/fetch") with
        {
            Ticks = 780,
            Memory = 35_651_584,
            Next = Now,
            Cpu = 0.1,
            Recent = [Tick(780, isRunning: false)],
        };
        var next = row with
        {
            Ticks = 781,
            Memory = 35_655_680,
            Next = Now.AddSeconds(1),
            Cpu = 0.2,
            Recent = [.. row.Recent, Tick(781, isRunning: false)],
        };
        var snapshot = new FeedSnapshot(1, Now, Json().ToFeed([row]), before: null);
        var length = new FeedSnapshot(2, Now, Json().ToFeed([next]), snapshot).DifferenceEvent.Length;
        Assert.InRange(length, 1, 250);
    }

    private static DaemonRow Row(string name, DaemonState state = DaemonState.Running) => new(Seen.Daemon(name, state));

    private static HistoryEntry Tick(uint number, bool isRunning) => new(
        new HistoryRecord
        {
            Sequence = number,
            Kind = HistoryKind.Tick,
            Tick = number,
            At = Now.ToUnixTimeMilliseconds() * 1000,
            Took = isRunning ? 0 : 0.2f,
            Flags = isRunning ? HistoryFlags.Running : HistoryFlags.None,
        },
        isRunning ? TickResult.Running : TickResult.Succeeded);

    private static RowJson Json() => new(null, new VerbCalls(NullLogger.Instance, TimeProvider.System));

    private static List<string?> VerbsOf(DaemonRow row)
    {
        using var json = JsonDocument.Parse(Assert.Single(Json().ToFeed([row])).Json);
        return [.. json.RootElement.GetProperty("verbs").EnumerateArray().Select(static verb => verb.GetString())];
    }

    private static (string Name, JsonElement Data) Difference(List<DaemonRow> before, List<DaemonRow> after)
    {
        var first = new FeedSnapshot(1, Now, Json().ToFeed(before), before: null);
        return Parse(new FeedSnapshot(2, Now, Json().ToFeed(after), first).DifferenceEvent);
    }

    private static (string Name, JsonElement Data) Parse(byte[] text)
    {
        var lines = Encoding.UTF8.GetString(text).Split('\n');
        using var json = JsonDocument.Parse(lines[1]["data: ".Length..]);
        return (lines[0]["event: ".Length..], json.RootElement.Clone());
    }
}
