using System.Globalization;
using System.Text.Json;
using Daemonize.Platform;
using Daemonize.Reporting;
using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>Login, logout and links.</summary>
/// <param name="parts">What all requests share.</param>
internal sealed class SessionApi(WebParts parts)
{
    /// <summary>What a wrong code costs.</summary>
    public static readonly TimeSpan Penalty = TimeSpan.FromMilliseconds(250);

    private int _wrong;

    /// <summary>Begins a session with the code of a link.</summary>
    public async Task BeginAsync(WebRequest request)
    {
        var body = await request.ReadBodyAsync();
        var code = body.TryGetProperty("code", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        if (parts.Sessions.TryBegin(code) is not { } begun)
        {
            parts.Logger.WrongCode(Interlocked.Increment(ref _wrong));
            await Task.Delay(Penalty, request.Context.RequestAborted);
            await Answer.RefuseAsync(
                request.Context, StatusCodes.Status401Unauthorized,
                "the link is used, or older than five minutes; 'daemonize web link' prints another");
            return;
        }

        var caller = parts.CallerOf(begun.Session);
        parts.Logger.LoggedIn(caller.Name, begun.Session.MayAct ? "" : ", for looking only");
        await Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("token"u8, begun.Token);
            Write(writer, caller);
        });
    }

    /// <summary>Shows the session.</summary>
    public Task ShowAsync(WebRequest request) =>
        Answer.WriteAsync(request.Context, StatusCodes.Status200OK, writer => Write(writer, request.Caller!));

    /// <summary>Ends the session.</summary>
    public Task EndAsync(WebRequest request)
    {
        if (request.Caller!.Session is { } session)
        {
            parts.Sessions.End(session);
            parts.Logger.LoggedOut(request.Caller.Name);
        }

        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Makes a link. A session that is for looking makes only such.</summary>
    public async Task LinkAsync(WebRequest request)
    {
        var body = await request.ReadBodyAsync();
        var isReadOnly = body.TryGetProperty("readOnly", out var given) && given.ValueKind == JsonValueKind.True;
        if (!isReadOnly && request.Caller!.Session is { MayAct: false })
        {
            await Answer.RefuseAsync(request.Context, StatusCodes.Status403Forbidden, request.Caller.WhyNot!);
            return;
        }

        var code = parts.Sessions.CreateCode(!isReadOnly);
        parts.Logger.LinkMade(request.Caller!.Name, isReadOnly ? ", for looking only" : "");
        await Answer.WriteAsync(request.Context, StatusCodes.Status201Created, writer =>
        {
            writer.WriteString("url"u8, $"{parts.Url}#login={code}");
            writer.WriteString("expires"u8, (parts.Time.GetUtcNow() + Sessions.CodeLife).UtcDateTime);
            writer.WriteOptional("whyNot"u8, parts.Options.WhyReadOnly);
        });
    }

    private void Write(Utf8JsonWriter writer, Caller caller)
    {
        var (now, zone) = (parts.Time.GetUtcNow(), TimeZoneInfo.Local);
        if (caller.Session is not null)
        {
            writer.WriteString("expires"u8, (now + Sessions.Life).UtcDateTime);
        }

        writer.WriteBoolean("mayAct"u8, caller.MayAct);
        if (caller.WhyNot is { } whyNot)
        {
            writer.WriteString("whyNot"u8, whyNot);
        }

        writer.WriteString("user"u8, ProcessTable.UserName(ThisProcess.UserId));
        writer.WriteBoolean("root"u8, ThisProcess.IsRoot);
        writer.WriteString("host"u8, Environment.MachineName);
        writer.WriteString("zone"u8, zone.HasIanaId ? zone.Id : zone.BaseUtcOffset.ToString("c", CultureInfo.InvariantCulture));
        writer.WriteNumber("zoneOffsetMinutes"u8, (int)zone.GetUtcOffset(now).TotalMinutes);
        writer.WriteString("now"u8, now.UtcDateTime);
        writer.WriteString("version"u8, ToolVersion.Text);
    }
}
