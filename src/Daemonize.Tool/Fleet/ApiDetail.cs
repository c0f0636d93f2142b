using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Answers what the page of one daemon shows besides its row: the last ticks, and the end of the log.</summary>
internal static class ApiDetail
{
    public static void Show(ApiOutput output, ApiRequest request)
    {
        if (request.Daemons is not [var id] || Discovery.Find().Find(daemon => daemon.Id == id) is not { } daemon)
        {
            output.Refuse(request.Id, "there is no such daemon any more");
            return;
        }

        var entries = SeenHistory.ReadEnd(daemon, FleetProtocol.MaxShown, DateTimeOffset.UtcNow);
        output.Write(request.Id, writer => RowText.WriteEntries(writer, entries));
        foreach (var line in SeenLogs.ReadEnd(daemon))
        {
            output.Write(request.Id, writer => writer.WriteString("line"u8, line));
        }

        output.End(request.Id);
    }
}
