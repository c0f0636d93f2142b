using Daemonize.Reporting;
using Daemonize.Tool.Seeing;
using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>What there is to see of the daemons.</summary>
/// <param name="parts">What all requests share.</param>
internal sealed class DaemonApi(WebParts parts)
{
    private readonly RowJson _rows = new(parts.Options.WhyReadOnly, parts.Calls);

    public Task ListAsync(WebRequest request)
    {
        var rows = parts.Feed.Look();
        return Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("at"u8, parts.Time.GetUtcNow().UtcDateTime);
            writer.WriteStartArray("daemons"u8);
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                _rows.Write(writer, row);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    public Task ShowAsync(WebRequest request, string id)
    {
        var rows = parts.Feed.Look();
        return rows.Find(row => row.Id == id) is not { } row
            ? UnknownAsync(request)
            : Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer =>
            {
                _rows.Write(writer, row);
                DetailJson.Write(writer, row, rows, parts.Time.GetUtcNow());
            });
    }

    public Task TicksAsync(WebRequest request, string id)
    {
        if (Find(id) is not { } daemon)
        {
            return UnknownAsync(request);
        }

        var now = parts.Time.GetUtcNow();
        return TickRange.Find(daemon, now) is not { } overview
            ? Answer.RefuseAsync(
                request.Context, StatusCodes.Status404NotFound,
                $"{daemon.FullName} has no history: History is off, or it has never run here")
            : TickRange.TryParse(request.Parameter, now) is not { } range
                ? Answer.RefuseAsync(
                    request.Context, StatusCodes.Status400BadRequest,
                    "from and to are times in ISO 8601, and step is auto, record, minute or hour")
                : Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer => range.Write(writer, overview, now));
    }

    public static Task LogAsync(WebRequest request, string id)
    {
        if (Find(id) is not { } daemon)
        {
            return UnknownAsync(request);
        }

        if (LogQuery.TryParse(request.Parameter) is not { } query)
        {
            return Answer.RefuseAsync(
                request.Context, StatusCodes.Status400BadRequest,
                "before and after are places of other answers, lines is a number, file is log or error, and level is a level");
        }

        var logs = DaemonLog.Find(daemon);
        if (query.ChooseFile(logs) is not { } path)
        {
            return Answer.RefuseAsync(request.Context, StatusCodes.Status404NotFound, DaemonLog.ExplainMissing(daemon));
        }

        using var log = DaemonLog.Open(daemon, path);
        return log.Read(query) is not { } page
            ? Answer.RefuseAsync(
                request.Context, StatusCodes.Status410Gone, "that place of the log does not exist any more; read its end again")
            : Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer =>
            {
                page.Write(writer);
                writer.WriteString("file"u8, path);
                writer.WriteOptional("error"u8, logs.Count > 1 ? logs[1] : null);
            });
    }

    /// <summary>Answers that there is no such daemon.</summary>
    public static Task UnknownAsync(WebRequest request) => Answer.RefuseAsync(
        request.Context, StatusCodes.Status404NotFound, "there is no such daemon any more");

    private static SeenDaemon? Find(string id) => Discovery.Find().Find(daemon => daemon.Id == id);
}
