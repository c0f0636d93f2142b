using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daemonize.Operations;
using Daemonize.Reporting;

namespace Daemonize.Commands;

/// <summary>
/// Writes a status as JSON, for programs. Later versions may add members, but rename none. Written by hand: the serializer would make every
/// NativeAOT daemon a sixth larger and slower to start, although few programs need it.
/// </summary>
internal static class StatusReport
{
    /// <summary>The form for terminals and jq, without the escaping that an HTML page needs.</summary>
    public static readonly JsonWriterOptions Form = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Format(IReadOnlyList<DaemonStatus> all)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Form))
        {
            writer.WriteStartArray();
            foreach (var status in all)
            {
                writer.WriteStartObject();
                WriteMembers(writer, status);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan) + "\n";
    }

    /// <summary>Writes the members of the object of a status.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, DaemonStatus status)
    {
        WriteIdentity(writer, status);
        WriteProgress(writer, status);
    }

    private static void WriteIdentity(Utf8JsonWriter writer, DaemonStatus status)
    {
        writer.WriteString("name"u8, status.Name);
        writer.WriteOptional("program"u8, status.Program);
        writer.WriteOptional("version"u8, status.Version);

        // One of: running, suspended, hung, restarting, stopped, dead, unknown.
        writer.WriteString("state"u8, StateText.Of(status.State));

        // The exit code of `status` for this daemon only.
        writer.WriteNumber("exitCode"u8, StatusExit.CodeOf(status.State));
        writer.WriteOptional("pid"u8, status.ProcessId);
        writer.WriteOptional("startedAt"u8, status.StartedAt);
        if (status.Options.Count > 0)
        {
            writer.WriteTexts("options"u8, status.Options);
        }
    }

    private static void WriteProgress(Utf8JsonWriter writer, DaemonStatus status)
    {
        writer.WriteOptional("ticks"u8, status.TickCount);
        writer.WriteNumber("skipped"u8, status.SkippedSlots);
        writer.WriteNumber("late"u8, status.LateTicks);
        writer.WriteNumber("failed"u8, status.FailedTicks);

        // Absent if the daemon has no watcher.
        writer.WriteOptional("restarts"u8, status.RestartCount);
        writer.WriteOptional("nextAt"u8, status.NextAt);

        // The time zone of a cron expression.
        writer.WriteOptional("timeZone"u8, status.TimeZone);
        WriteCluster(writer, status.Cluster);
        WriteLast(writer, status);
        writer.WriteOptional("report"u8, status.Report);

        // Memory is in bytes.
        writer.WriteOptional("memory"u8, status.Memory);
        if (status.CpuTime is { } time)
        {
            writer.WriteSeconds("cpuSeconds"u8, time);
        }

        writer.WriteOptional("note"u8, status.Note);
    }

    private static void WriteCluster(Utf8JsonWriter writer, DaemonClusterStatus? cluster)
    {
        if (cluster is null)
        {
            return;
        }

        writer.WriteStartObject("cluster"u8);

        // One of: waiting, leader, follower.
        writer.WriteString("role"u8, cluster.Role switch
        {
            DaemonClusterRole.Leader => "leader",
            DaemonClusterRole.Follower => "follower",
            _ => "waiting",
        });
        writer.WriteNumber("token"u8, cluster.Token);
        writer.WriteOptional("leader"u8, cluster.Leader);

        // How many shards the process leads, of how many. Absent without shards.
        writer.WriteOptional("shards"u8, cluster.Shards);
        writer.WriteOptional("shardsTotal"u8, cluster.ShardsTotal);
        if (cluster.LeaseEndsAt is { } end)
        {
            // In seconds, to a part of the lease.
            writer.WriteSeconds("leaseRemaining"u8, end - DateTimeOffset.UtcNow);
        }

        writer.WriteOptional("storeSilentSince"u8, cluster.StoreSilentSince);
        writer.WriteEndObject();
    }

    private static void WriteLast(Utf8JsonWriter writer, DaemonStatus status)
    {
        if (status.LastTick is { } tick)
        {
            writer.WriteStartObject("lastTick"u8);
            writer.WriteNumber("number"u8, tick.Number);
            writer.WriteString("startedAt"u8, tick.StartedAt);
            writer.WriteString("took"u8, tick.Duration.ToString("c", InvariantNumbers.Format));
            writer.WriteBoolean("succeeded"u8, tick.Succeeded);
            writer.WriteEndObject();
        }

        if (status.LastError is { } error)
        {
            writer.WriteStartObject("lastError"u8);
            writer.WriteString("message"u8, error.Message);
            writer.WriteString("at"u8, error.OccurredAt);
            writer.WriteEndObject();
        }

        if (status.LastExit is { } exit)
        {
            writer.WriteStartObject("lastExit"u8);
            writer.WriteOptional("exitCode"u8, exit.ExitCode);
            writer.WriteString("reason"u8, exit.Reason);
            writer.WriteOptional("at"u8, exit.EndedAt);
            writer.WriteEndObject();
        }
    }
}
