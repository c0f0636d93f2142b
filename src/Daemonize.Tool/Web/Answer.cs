using System.Buffers;
using System.Text.Json;
using Daemonize.Reporting;
using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>Writes answers, each with the headers that keep a browser from doing more with it than the page does.</summary>
internal static class Answer
{
    /// <summary>The form of all JSON: on one line, with control characters escaped.</summary>
    public static readonly JsonWriterOptions Form = new() { Encoder = PlainEncoder.Instance, SkipValidation = true };

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Sets the headers that every answer has.</summary>
    public static void SetHeaders(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
    }

    /// <summary>Answers with an object.</summary>
    public static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> members)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(text, Form))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        text.Write("\n"u8);
        return WriteAsync(context, status, "application/json", text.WrittenMemory);
    }

    /// <summary>Answers with a refusal.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string message)
    {
        if (status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return WriteAsync(context, status, writer => writer.WriteString("error"u8, message));
    }

    public static Task RefuseAsync(HttpContext context, Refusal refusal) => RefuseAsync(context, refusal.Status, refusal.Message);

    /// <summary>Answers with a text of a media type.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string mediaType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
