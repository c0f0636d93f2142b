using System.Text.Json;
using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary>The output of <c>history --format json</c> and <c>csv</c>: programs rely on the names.</summary>
public sealed class HistoryFormatsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly DaemonHistory History = new(
        "fetch:2", "/run/fetch.2.history", true,
        HistoryOverview.Of(
            new PastRecords().Start(Noon.AddMinutes(-3)).Note(HistoryKind.Skipped, Noon.AddMinutes(-2), 3)
                .Tick(Noon.AddMinutes(-1), .25, HistoryFlags.Failed | HistoryFlags.TimedOut | HistoryFlags.Late, late: 2.5, retries: 1)
                .Note(HistoryKind.Reloaded, Noon, flags: HistoryFlags.Failed).Note(HistoryKind.Ended, Noon, 4, HistoryFlags.Failed)
                .Start(Noon, restart: 1).Tick(Noon.AddTicks(1_234_560), 0, HistoryFlags.Running | HistoryFlags.ByHand)
                .Content(
                    pulse: new Pulse
                    {
                        Pid = 7,
                        Flags = PulseFlags.Ticking,
                        Ticks = 2,
                        Skipped = 3,
                        Late = 1,
                        Failed = 1,
                        LastTick = 1,
                        LastTickAt = HistoryFormat.Microseconds(Noon),
                        LastTook = .25f,
                        LastLate = 2.5f,
                        NextAt = HistoryFormat.Microseconds(Noon),
                        RunningSince = HistoryFormat.Microseconds(Noon),
                        SumOfTook = .25,
                        SumOfLate = 2.5,
                    }),
            isRunning: true, Noon));

    [Fact]
    public void EveryMemberHasItsName()
    {
        using var json = JsonDocument.Parse(HistoryJson.Format([("fetch:2", "/run/fetch.2.history", History, null)], null, int.MaxValue));
        var daemon = json.RootElement[0];

        Assert.Equal(
            ["daemon", "file", "running", "pulse", "records", "minutes", "hours", "percentiles"],
            daemon.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            """
            {"pid":7,"ticks":2,"skipped":3,"late":1,"failed":1,"stopping":false,"runningSince":"2026-11-29T12:00:00Z",
            "nextAt":"2026-11-29T12:00:00Z","lastTick":{"number":1,"startedAt":"2026-11-29T12:00:00Z","tookSeconds":0.25,
            "lateSeconds":2.5,"succeeded":false},"tookSecondsSum":0.25,"lateSecondsSum":2.5}
            """.ReplaceLineEndings(""),
            Compact(daemon.GetProperty("pulse")));
        Assert.Equal(
            [
                """{"sequence":1,"event":"started","at":"2026-11-29T11:57:00Z"}""",
                """{"sequence":2,"event":"ready","at":"2026-11-29T11:57:00Z"}""",
                """{"sequence":3,"event":"skipped","at":"2026-11-29T11:58:00Z","slots":3}""",
                """
                {"sequence":4,"event":"tick","at":"2026-11-29T11:59:00Z","tick":1,"result":"failed","lateSeconds":2.5,"tookSeconds":0.25,
                "late":true,"timedOut":true,"retries":1,"failed":true}
                """.ReplaceLineEndings(""),
                """{"sequence":5,"event":"reloaded","at":"2026-11-29T12:00:00Z","failed":true}""",
                """{"sequence":6,"event":"ended","at":"2026-11-29T12:00:00Z","exitCode":4,"failed":true}""",
                """{"sequence":7,"event":"restarted","at":"2026-11-29T12:00:00Z","restart":1}""",
                """{"sequence":8,"event":"ready","at":"2026-11-29T12:00:00Z"}""",
                """
                {"sequence":9,"event":"tick","at":"2026-11-29T12:00:00.123456Z","tick":1,"result":"running","lateSeconds":0,
                "byHand":true,"retries":0}
                """.ReplaceLineEndings(""),
            ],
            daemon.GetProperty("records").EnumerateArray().Select(static record => record.GetRawText()));
        Assert.Equal(
            """
            {"at":"2026-11-29T11:59:00Z","ticks":1,"failed":1,"skipped":0,"meanTookSeconds":0.25,"mostTookSeconds":0.25,
            "mostLateSeconds":2.5}
            """.ReplaceLineEndings(""),
            daemon.GetProperty("minutes")[1].GetRawText());
        Assert.Equal("2026-11-29T11:00:00Z", daemon.GetProperty("hours")[0].GetProperty("at").GetString());
        Assert.Equal(
            """
            {"since":"2026-11-29T11:00:00Z","exact":true,"ticks":1,"failed":1,"skipped":3,
            "tookSeconds":{"p50":0.25,"p90":0.25,"p99":0.25,"max":0.25},"lateSeconds":{"p50":2.5,"p90":2.5,"p99":2.5,"max":2.5}}
            """.ReplaceLineEndings(""),
            Compact(daemon.GetProperty("percentiles").GetProperty("hour")));
    }

    [Fact]
    public void DaemonWithoutAHistoryHasAProblem() => Assert.Equal(
        """
        [
          {
            "daemon": "push",
            "file": "/run/push.history",
            "problem": "it has never run"
          }
        ]

        """,
        HistoryJson.Format([("push", "/run/push.history", null, "it has never run")], null, int.MaxValue));

    [Fact]
    public void RecordIsALineOfJson() => Assert.Equal(
        9,
        HistoryJson.Format([("fetch:2", "", History, null)], null, int.MaxValue).Split('\n').Count(
            static line => line.StartsWith("      {\"sequence\":", StringComparison.Ordinal)));

    [Fact]
    public void SinceAndLinesLimitRecordsAndSums()
    {
        using var json = JsonDocument.Parse(HistoryJson.Format([("fetch:2", "", History, null)], Noon.AddSeconds(-90), 2));

        Assert.Equal(
            (2, 2, 1), (Count("records"), Count("minutes"), Count("hours")));

        int Count(string name) => json.RootElement[0].GetProperty(name).GetArrayLength();
    }

    [Fact]
    public void CsvHasALineForEachRecord() => Assert.Equal(
        [
            "daemon,sequence,at,event,tick,result,took_seconds,late_seconds,count,what,shard",
            "fetch:2,1,2026-11-29T11:57:00.000000Z,started,,,,,,started,",
            "fetch:2,2,2026-11-29T11:57:00.000000Z,ready,,,,,,ready,",
            "fetch:2,3,2026-11-29T11:58:00.000000Z,skipped,,,,,3,skipped 3 slots,",
            "fetch:2,4,2026-11-29T11:59:00.000000Z,tick,1,failed,0.25,2.5,1,\"timed out, 1 retry, late\",",
            "fetch:2,5,2026-11-29T12:00:00.000000Z,reloaded,,,,,,reload failed,",
            "fetch:2,6,2026-11-29T12:00:00.000000Z,ended,,,,,4,ended with exit code 4,",
            "fetch:2,7,2026-11-29T12:00:00.000000Z,restarted,,,,,1,restart 1,",
            "fetch:2,8,2026-11-29T12:00:00.000000Z,ready,,,,,,ready,",
            "fetch:2,9,2026-11-29T12:00:00.123456Z,tick,1,running,,0,0,\"running, by hand\",",
            "",
        ],
        HistoryCsv.Format([History], null, int.MaxValue).Split("\r\n"));

    /// <summary>The tick of a shard says which, in each format.</summary>
    [Fact]
    public void TickHasItsShard()
    {
        var record = new HistoryRecord { Sequence = 1, Kind = HistoryKind.Tick, Tick = 7, Took = 1, At = 1, Shard = 3 };
        var content = new HistoryContent(Pulse: null, [record], [], []);
        var history = new DaemonHistory("report", "", false, HistoryOverview.Of(content, isRunning: false, Noon));
        Assert.Contains(",tick,7,succeeded,1,0,0,\"ok, shard 3\",3\r\n", HistoryCsv.Format([history], null, 9), StringComparison.Ordinal);
        var json = HistoryJson.Format([("report", "", history, null)], null, 9);
        Assert.Contains("\"tick\":7,\"shard\":3,\"result\"", json, StringComparison.Ordinal);
    }

    private static string Compact(JsonElement element) =>
        string.Concat(element.GetRawText().Where(static letter => !char.IsWhiteSpace(letter)));
}
