using System.Buffers;
using System.Text.Json;
using Daemonize.History;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>
/// Looks at the daemons once a second, and passes on those that have changed: first all, then the differences. Without a request to watch
/// there is no thread and no look.
/// </summary>
/// <param name="output">Receives the lines about the daemons.</param>
/// <param name="id">The number of the request.</param>
internal sealed class ApiWatch(ApiOutput output, long id)
{
    private static readonly TimeSpan Pause = new(0, 0, 1);

    /// <summary>Guards the fields below, and is pulsed when a look must not wait.</summary>
    private readonly object _gate = new();

    private bool _isHurried;
    private bool _isOver;

    /// <summary>What was passed on: the members of each daemon, and its last ticks.</summary>
    private Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    public static ApiWatch Begin(ApiOutput output, long id)
    {
        var watch = new ApiWatch(output, id);
        new Thread(watch.Run) { IsBackground = true }.Start();
        return watch;
    }

    /// <summary>Looks at once, and at all processes: something has been done.</summary>
    public void LookAgain()
    {
        lock (_gate)
        {
            _isHurried = true;
            Monitor.Pulse(_gate);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _isOver = _isHurried = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        try
        {
            using var source = new SnapshotSource([], FleetProtocol.MaxRecent);
            for (var isToWalk = false; !_isOver && !output.IsClosed; isToWalk = WaitForNext())
            {
                Pass(source.Look(isToWalk));
            }
        }
        catch (DaemonException exception)
        {
            output.Refuse(id, exception.Message, exception.ExitCode);
        }
    }

    /// <summary>Passes on what has changed, and that the look is over: who watches knows by it that the machine still answers.</summary>
    private void Pass(List<DaemonRow> rows)
    {
        var before = _known;
        _known = new(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var now = new Known(BytesOf(row), row.Recent);
            _known[row.Id] = now;
            if (!before.Remove(row.Id, out var old) || RecentChange.IsOtherHistory(old.Recent, now.Recent))
            {
                ApiRow.Write(output, id, row, row.Recent, isWhole: true);
            }
            else if (!old.Bytes.AsSpan().SequenceEqual(now.Bytes) || !ReferenceEquals(old.Recent, now.Recent))
            {
                ApiRow.Write(output, id, row, RecentChange.NewIn(old.Recent, now.Recent));
            }
        }

        foreach (var gone in before.Keys)
        {
            output.Write(id, writer => writer.WriteString("gone"u8, gone));
        }

        output.Write(id, static writer => writer.WriteString("at"u8, DateTimeOffset.UtcNow));
    }

    /// <summary>Gets the members to compare. The processor time changes nearly each second, and says no more than the percentage.</summary>
    private static byte[] BytesOf(DaemonRow row)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(text, FleetProtocol.Form))
        {
            writer.WriteStartObject();
            RowText.Write(writer, row with { CpuTime = null });
            writer.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    /// <summary>Waits until a second has passed, or somebody is in a hurry; gives whether somebody is.</summary>
    private bool WaitForNext()
    {
        lock (_gate)
        {
            var end = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
            while (!_isHurried && end - Environment.TickCount64 is > 0 and var left)
            {
                _ = Monitor.Wait(_gate, (int)left);
            }

            var isHurried = _isHurried;
            _isHurried = false;
            return isHurried;
        }
    }

    private sealed record Known(byte[] Bytes, IReadOnlyList<HistoryEntry> Recent);
}
