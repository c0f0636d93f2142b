using System.Text.Json;
using Daemonize.Commands;

namespace Daemonize.Tests.Commands;

/// <summary>The output of <c>status --format json</c>: programs rely on the names.</summary>
public sealed class StatusReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Options = ["--country=de", "--name=a \"b\""];

    [Fact]
    public void EveryMemberHasItsName()
    {
        var status = new DaemonStatus
        {
            Name = "fetch:2",
            State = DaemonState.Running,
            ProcessId = 39815,
            StartedAt = Noon,
            Note = "a note",
            TickCount = 13,
            SkippedSlots = 2,
            LateTicks = 3,
            FailedTicks = 4,
            RestartCount = 5,
            NextAt = Noon.AddTicks(1_234_567),
            Report = "half <b>done</b> \u001b[31m ö",
            LastTick = new DaemonTick { Number = 13, StartedAt = Noon, Duration = TimeSpan.FromMilliseconds(12.5), Succeeded = true },
            LastError = new DaemonError { Message = "no \"route\"", OccurredAt = Noon },
            LastExit = new DaemonExit { ExitCode = 3, Reason = "exited with code 3", EndedAt = Noon },
            Program = "newsapp",
            Version = "1.2.3",
            Options = Options,
            Memory = 46_120_960,
            CpuTime = TimeSpan.FromMilliseconds(450),
        };

        Assert.Equal(
            """
            [
              {
                "name": "fetch:2",
                "program": "newsapp",
                "version": "1.2.3",
                "state": "running",
                "exitCode": 0,
                "pid": 39815,
                "startedAt": "2026-11-25T12:00:00+00:00",
                "options": [
                  "--country=de",
                  "--name=a \"b\""
                ],
                "ticks": 13,
                "skipped": 2,
                "late": 3,
                "failed": 4,
                "restarts": 5,
                "nextAt": "2026-11-25T12:00:00.1234567+00:00",
                "lastTick": {
                  "number": 13,
                  "startedAt": "2026-11-25T12:00:00+00:00",
                  "took": "00:00:00.0125000",
                  "succeeded": true
                },
                "lastError": {
                  "message": "no \"route\"",
                  "at": "2026-11-25T12:00:00+00:00"
                },
                "lastExit": {
                  "exitCode": 3,
                  "reason": "exited with code 3",
                  "at": "2026-11-25T12:00:00+00:00"
                },
                "report": "half <b>done</b> \u001B[31m ö",
                "memory": 46120960,
                "cpuSeconds": 0.45,
                "note": "a note"
              }
            ]

            """,
            StatusReport.Format([status]));
    }

    [Fact]
    public void WhatIsNotKnownIsLeftOut()
    {
        var text =
            StatusReport.Format([new DaemonStatus { Name = "a", State = DaemonState.Stopped, LastExit = new() { Reason = "killed" } }]);

        using var document = JsonDocument.Parse(text);
        var status = document.RootElement[0];
        Assert.Equal(
            ["name", "state", "exitCode", "skipped", "late", "failed", "lastExit"],
            status.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(["reason"], status.GetProperty("lastExit").EnumerateObject().Select(static member => member.Name));
    }

    [Fact]
    public void ClusterHasItsMembers()
    {
        var led = new DaemonClusterStatus { Role = DaemonClusterRole.Leader, Token = 17, Leader = "host-a:812" };
        Assert.Equal("""{ "role": "leader", "token": 17, "leader": "host-a:812" }""", ClusterOf(led));
        var sharded = new DaemonClusterStatus { Role = DaemonClusterRole.Follower, Shards = 0, ShardsTotal = 64, StoreSilentSince = Noon };
        Assert.Equal(
            """{ "role": "follower", "token": 0, "shards": 0, "shardsTotal": 64, "storeSilentSince": "2026-11-25T12:00:00+00:00" }""",
            ClusterOf(sharded));

        static string ClusterOf(DaemonClusterStatus cluster)
        {
            var text = StatusReport.Format([new DaemonStatus { Name = "a", State = DaemonState.Running, Cluster = cluster }]);
            using var document = JsonDocument.Parse(text);
            return string.Join(
                ' ', document.RootElement[0].GetProperty("cluster").GetRawText().Split(' ', '\n').Where(static word => word.Length > 0));
        }
    }

    [Fact]
    public void NoneIsAnEmptyArray() => Assert.Equal("[]\n", StatusReport.Format([]));
}
