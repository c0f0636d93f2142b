using Daemonize.Cluster;
using Daemonize.Commands;
using Daemonize.Operations;

namespace Daemonize.Tests.Commands;

/// <summary>The processes that <c>members</c> shows: their order, their roles, and what is wrong with them.</summary>
public sealed class MembersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 7, 5, 30, TimeSpan.Zero);
    private static readonly ClusterMember Leader = Member("host-a", 812);
    private static readonly ClusterMember Deputy = Member("host-b", 377);

    [Fact]
    public void TableIsThatOfTheDesign() => Assert.Equal(
        """
        HOST    PID  ROLE      SHARDS  VERSION  NEXT SLOT            LAST SEEN
        host-a  812  leader    -       1.4.2    07:05:40             2s ago
        host-b  377  deputy    -       1.4.2    2026-11-30 07:05:40  1s ago
        host-c  951  follower  -       1.4.1    -                    3m ago     warning: other version, silent

        """,
        Format(
            Leader with { LastSeen = Seen(2) },
            Deputy with { LastSeen = Seen(1), NextSlot = Now.AddDays(1).AddSeconds(10).ToUnixTimeMilliseconds() },
            Member("host-c", 951) with { Version = "1.4.1", LastSeen = Seen(180), NextSlot = null }));

    [Fact]
    public void LeaderComesFirstAndTheOthersByTheirHosts() => Assert.Equal(
        ["host-b:377 Leader", "host-z:1 Deputy", "host-a:2 Follower", "host-a:10 Follower"],
        Describe(
            Record(Deputy.Id) with { Deputy = Id("host-z:1"), DeputyUntil = Seen(-60) },
            Member("host-a", 10), Deputy, Member("host-z", 1), Member("host-a", 2))
            .ConvertAll(static member => $"{member.Host}:{member.ProcessId} {member.Role}"));

    /// <summary>An owner that does not renew, and a deputy that does not come again, are nothing.</summary>
    [Fact]
    public void RoleEndsWithItsTerm() => Assert.All(
        Describe(Record(Leader.Id) with { Until = Seen(1), DeputyUntil = Seen(1) }, Leader, Deputy),
        static member => Assert.Equal(MemberRole.Follower, member.Role));

    [Fact]
    public void WhatTheLeaderHasCounts() => Assert.Equal(
        [[], ["other settings"], ["other version"]],
        Describe(Record(Deputy.Id), Deputy, Leader with { Options = 2 }, Member("host-c", 3) with { Version = "2" })
            .ConvertAll(static member => member.Warnings));

    /// <summary>Between two slots that are far apart nobody leads; what the last leader has counts then.</summary>
    [Fact]
    public void WhatTheLastLeaderHasCountsWhileNobodyLeads() => Assert.Equal(
        [["other version"], []],
        Describe(Record(owner: null) with { Host = "host-a:812" }, Leader, Deputy with { Version = "1" })
            .ConvertAll(static member => member.Warnings));

    [Theory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public void MemberThatWasNotSeenIsSilent(int seconds, bool isSilent) => Assert.Equal(
        isSilent, Describe(Record(Leader.Id), Leader with { LastSeen = Seen(seconds) })[0].Warnings.Contains("silent"));

    [Fact]
    public void SeveralDaemonsHaveAColumn()
    {
        var members = Describe(Record(Leader.Id), Leader);
        var table = MembersTable.Format([.. members, members[0] with { Daemon = "report" }], withDaemon: true, Style);
        Assert.StartsWith("DAEMON  HOST ", table, StringComparison.Ordinal);
        Assert.Contains("\nfetch   host-a ", table, StringComparison.Ordinal);
        Assert.Contains("\nreport  host-a ", table, StringComparison.Ordinal);
        Assert.Equal("", MembersTable.Format([], withDaemon: true, Style));
    }

    /// <summary>Several processes lead shards, and none has all of them.</summary>
    [Fact]
    public void MembersHaveTheirShards() => Assert.Equal(
        """
        HOST    PID  ROLE      SHARDS  VERSION  NEXT SLOT  LAST SEEN
        host-a  812  leader    43      1.4.2    07:05:40   2s ago
        host-c  1    leader    21      1.4.2    07:05:40   0s ago
        host-b  377  follower  0       1.4.2    07:05:40   1s ago     warning: other settings
        host-d  2    follower  7       1.4.2    07:05:40   51s ago    warning: silent

        """,
        MembersTable.Format(
            Members.Describe(
                "fetch",
                new MembersReply(
                    Now.ToUnixTimeMilliseconds(),
                    [
                        Member("host-c", 1) with { Shards = 21 },
                        Deputy with { LastSeen = Seen(1), Options = 2 },
                        Member("host-d", 2) with { Shards = 7, LastSeen = Seen(51) },
                        Leader with { Shards = 43, LastSeen = Seen(2) },
                    ]),
                lease: null, hasShards: true),
            withDaemon: false, Style));

    [Fact]
    public void JsonHasEachMember() => Assert.Equal(
        """
        [
          {
            "name": "fetch",
            "host": "host-a",
            "pid": 812,
            "role": "leader",
            "leases": 1,
            "version": "1.4.2",
            "nextAt": "2026-11-29T07:05:40+00:00",
            "lastSeenAt": "2026-11-29T07:05:28+00:00",
            "warnings": []
          },
          {
            "name": "fetch",
            "host": "host-b",
            "pid": 377,
            "role": "deputy",
            "leases": 0,
            "version": "1",
            "lastSeenAt": "2026-11-29T07:05:30+00:00",
            "warnings": [
              "other version"
            ]
          }
        ]

        """,
        MembersReport.Format(
            Describe(
                Record(Leader.Id), Leader with { Shards = 1, LastSeen = Seen(2) }, Deputy with { Version = "1", NextSlot = null })));

    private static HistoryStyle Style => new(int.MaxValue, IsDrawn: false, HasGlyphs: false, HasColours: false, TimeZoneInfo.Utc, Now);

    private static string Format(params ClusterMember[] members) =>
        MembersTable.Format(Describe(Record(Leader.Id), members), withDaemon: false, Style);

    private static List<MemberStatus> Describe(Lease record, params ClusterMember[] members) =>
        Members.Describe("fetch", new MembersReply(Now.ToUnixTimeMilliseconds(), members), record);

    private static ClusterMember Member(string host, int pid) => new()
    {
        Name = "newsapp/fetch",
        Id = Id($"{host}:{pid}"),
        Host = host,
        ProcessId = pid,
        Version = "1.4.2",
        Options = 1,
        LastSeen = Seen(0),
        NextSlot = Now.AddSeconds(10).ToUnixTimeMilliseconds(),
    };

    private static Lease Record(Guid? owner) => new()
    {
        Shard = 0,
        Token = 5,
        Owner = owner,
        Until = Seen(-10),
        Slot = 0,
        Done = 0,
        Deputy = Deputy.Id,
        DeputyUntil = Seen(-60),
    };

    /// <summary>Gets the time of the store a number of seconds ago.</summary>
    private static long Seen(int seconds) => Now.ToUnixTimeMilliseconds() - (seconds * 1000L);

    private static Guid Id(string text)
    {
        var bytes = new byte[16];
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(bytes, 0);
        return new Guid(bytes);
    }
}
