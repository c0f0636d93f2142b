using System.Text.Json;
using Daemonize.Reporting;

namespace Daemonize.Tool.Fleet;

/// <summary>Reads the objects within the status of a daemon of another machine.</summary>
internal static class PartReader
{
    public static DaemonTick ReadTick(ref JsonText json)
    {
        var (number, startedAt, took, succeeded) = (0L, default(DateTimeOffset), TimeSpan.Zero, false);
        json.Expect(JsonTokenType.StartObject);
        while (json.ReadName() is { } name)
        {
            switch (name)
            {
                case "number": number = RemoteText.ReadCount(ref json); break;
                case "startedAt": startedAt = RemoteText.ReadTime(ref json); break;
                case "took": took = Duration(json.ReadText()); break;
                case "succeeded": succeeded = json.Value.GetBoolean(); break;
                default: json.Value.Skip(); break;
            }
        }

        return new() { Number = number, StartedAt = startedAt, Duration = took, Succeeded = succeeded };
    }

    public static DaemonError ReadError(ref JsonText json)
    {
        var (message, occurredAt) = ("", default(DateTimeOffset));
        json.Expect(JsonTokenType.StartObject);
        while (json.ReadName() is { } name)
        {
            switch (name)
            {
                case "message": message = RemoteText.Read(ref json); break;
                case "at": occurredAt = RemoteText.ReadTime(ref json); break;
                default: json.Value.Skip(); break;
            }
        }

        return new() { Message = message, OccurredAt = occurredAt };
    }

    public static DaemonExit ReadExit(ref JsonText json)
    {
        var (exitCode, reason, endedAt) = ((int?)null, "", default(DateTimeOffset?));
        json.Expect(JsonTokenType.StartObject);
        while (json.ReadName() is { } name)
        {
            switch (name)
            {
                case "exitCode": exitCode = json.Value.GetInt32(); break;
                case "reason": reason = RemoteText.Read(ref json); break;
                case "at": endedAt = RemoteText.ReadTime(ref json); break;
                default: json.Value.Skip(); break;
            }
        }

        return new() { ExitCode = exitCode, Reason = reason, EndedAt = endedAt };
    }

    public static DaemonClusterStatus ReadCluster(ref JsonText json)
    {
        var cluster = new DaemonClusterStatus { Role = DaemonClusterRole.Waiting };
        json.Expect(JsonTokenType.StartObject);
        while (json.ReadName() is { } name)
        {
            cluster = name switch
            {
                "role" => new(cluster) { Role = RoleOf(json.ReadText()) },
                "token" => new(cluster) { Token = RemoteText.ReadCount(ref json) },
                "leader" => new(cluster) { Leader = RemoteText.Read(ref json) },
                "shards" => new(cluster) { Shards = json.Value.GetInt32() },
                "shardsTotal" => new(cluster) { ShardsTotal = json.Value.GetInt32() },
                "leaseRemaining" => new(cluster) { LeaseEndsAt = DateTimeOffset.UtcNow + RemoteText.ReadDuration(ref json, 1) },
                "storeSilentSince" => new(cluster) { StoreSilentSince = RemoteText.ReadTime(ref json) },
                _ => json.Skip(cluster),
            };
        }

        return cluster;
    }

    private static DaemonClusterRole RoleOf(string word) => word switch
    {
        "leader" => DaemonClusterRole.Leader,
        "follower" => DaemonClusterRole.Follower,
        _ => DaemonClusterRole.Waiting,
    };

    private static TimeSpan Duration(string text) =>
        TimeSpan.TryParseExact(text, "c", InvariantNumbers.Format, out var duration) && duration > TimeSpan.Zero
            && duration.TotalMicroseconds < RemoteText.LongestTime
            ? duration
            : TimeSpan.Zero;
}
