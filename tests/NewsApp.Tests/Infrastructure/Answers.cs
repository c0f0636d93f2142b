using System.Text;
using Microsoft.AspNetCore.Http;

namespace NewsApp.Tests.Infrastructure;

/// <summary>Answers of NewsAPI v2, good and bad.</summary>
internal static class Answers
{
    /// <summary>Two articles as NewsAPI sends them, the second with null in every field that allows it.</summary>
    public const string TwoArticles = """
        {
          "status": "ok",
          "totalResults": 36,
          "articles": [
            {
              "source": { "id": "river-post", "name": "River Post" },
              "author": "A. Writer",
              "title": "Bridge “opens” early",
              "description": "Traffic is light.",
              "url": "https://river-post.example/bridge?a=1&b=2",
              "urlToImage": "https://river-post.example/bridge.jpg",
              "publishedAt": "2026-11-23T15:20:31Z",
              "content": "The bridge… [+1200 chars]"
            },
            {
              "source": { "id": null, "name": "Hill Times" },
              "author": null,
              "title": "Snow falls",
              "description": null,
              "url": "https://hill-times.example/snow",
              "urlToImage": null,
              "publishedAt": "2026-11-23T09:05:00Z",
              "content": null
            }
          ]
        }
        """;

    public static string Error(string code, string message) => $$"""{"status":"error","code":"{{code}}","message":"{{message}}"}""";

    public static RequestDelegate Json(string body, int status = 200) => Text(body, "application/json; charset=utf-8", status);

    public static RequestDelegate Html(string body, int status) => Text(body, "text/html", status);

    /// <summary>Promises more bytes than it sends, then closes the connection or, as a crashing server does, resets it.</summary>
    public static RequestDelegate BrokenOff(string start, bool resets) => async context =>
    {
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(start) + 1000;
        await context.Response.WriteAsync(start);
        await context.Response.Body.FlushAsync();
        if (resets)
        {
            context.Abort();
        }
    };

    /// <summary>Sends <paramref name="start"/>, or not even headers, and then nothing until the client disconnects.</summary>
    public static RequestDelegate Endless(string? start = null, TaskCompletionSource? received = null) => async context =>
    {
        if (start is not null)
        {
            await context.Response.WriteAsync(start);
            await context.Response.Body.FlushAsync();
        }

        received?.TrySetResult();
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    };

    private static RequestDelegate Text(string body, string contentType, int status) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    };
}
