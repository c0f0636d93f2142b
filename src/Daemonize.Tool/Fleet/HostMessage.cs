using Daemonize.History;
using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>A line of another machine. Which members it has depends on the request that it answers.</summary>
internal sealed record HostMessage
{
    /// <summary>The number of the request; 0 for the first line.</summary>
    public long Id { get; private set; }

    /// <summary>The version of the protocol; null for any line but the first.</summary>
    public long? Protocol { get; private set; }

    /// <summary>The version of the tool; empty for any line but the first.</summary>
    public string Version { get; private set; } = "";

    public DaemonRow? Row { get; private set; }

    /// <summary>Whether the last ticks of the row are all.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The id of a daemon that is not there any more.</summary>
    public string? Gone { get; private set; }

    /// <summary>Whether a look at all daemons is over.</summary>
    public bool IsLook { get; private set; }

    /// <summary>Whether nothing more answers the request.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The last ticks of the daemon that was asked about.</summary>
    public List<HistoryEntry>? Entries { get; private set; }

    /// <summary>A line of its log.</summary>
    public string? Line { get; private set; }

    public string? Refusal { get; private set; }

    /// <summary>The exit code of a verb; null for a line that says nothing about one.</summary>
    public int? ExitCode { get; private set; }

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>Reads a line; null for one that is not of the protocol.</summary>
    public static HostMessage? Parse(ReadOnlySpan<byte> line, string host)
    {
        try
        {
            var json = new JsonText(line);
            var message = new HostMessage();
            json.Begin();
            while (json.ReadName() is { } name)
            {
                message.Read(ref json, name, host);
            }

            json.End();
            return message;
        }
        catch (Exception exception) when (JsonText.IsNone(exception))
        {
            return null;
        }
    }

    private void Read(ref JsonText json, string name, string host)
    {
        switch (name)
        {
            case "id": Id = json.Value.GetInt64(); break;
            case "protocol": Protocol = json.Value.GetInt64(); break;
            case "daemonize": Version = RemoteText.Read(ref json); break;
            case "daemon": Row = RowReader.Read(ref json, host); break;
            case "whole": IsWhole = json.Value.GetBoolean(); break;
            case "gone": Gone = RemoteText.Read(ref json); break;
            case "at": IsLook = true; break;
            case "done": IsDone = json.Value.GetBoolean(); break;
            case "recent": Entries = ReadEntries.Read(ref json); break;
            case "line": Line = RemoteText.Read(ref json); break;
            case "refusal": Refusal = RemoteText.Read(ref json); break;
            case "exitCode": ExitCode = (int)Math.Min(RemoteText.ReadCount(ref json), byte.MaxValue); break;
            case "output": Output = RemoteText.ReadLines(ref json); break;
            case "error": Error = RemoteText.ReadLines(ref json); break;
            default: json.Value.Skip(); break;
        }
    }
}
