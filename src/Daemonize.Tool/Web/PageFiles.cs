using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Daemonize.Tool.Web;

/// <summary>
/// The files of the page, which are in this assembly, compressed by its build: a path only chooses among their names.
/// </summary>
internal static class PageFiles
{
    private const string Prefix = "page/";
    private const string Suffix = ".gz";
    private const string Index = "index.html";

    private static readonly FrozenDictionary<string, PageFile> Files = FindAll();

    /// <summary>Gets the names of all files.</summary>
    public static IEnumerable<string> Names => Files.Keys;

    /// <summary>Answers with the file at a path; with 304 if the browser has it.</summary>
    public static Task AnswerAsync(HttpContext context, string path)
    {
        if (!Files.TryGetValue(path == "/" ? Index : path[1..], out var file))
        {
            return Answer.RefuseAsync(context, StatusCodes.Status404NotFound, "there is no such file");
        }

        // A file may be kept, but the browser asks each time whether it is still the same.
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(file.Tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (!AcceptsGzip(context.Request))
        {
            return Answer.WriteAsync(context, StatusCodes.Status200OK, file.MediaType, file.Decompress());
        }

        headers.ContentEncoding = "gzip";
        return Answer.WriteAsync(context, StatusCodes.Status200OK, file.MediaType, file.Compressed);
    }

    private static bool AcceptsGzip(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(
        static coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);

    /// <summary>Gets the media type of a file by its name.</summary>
    public static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".json" => "application/json",
        ".webmanifest" => "application/manifest+json",
        _ => "text/plain; charset=utf-8",
    };

    private static FrozenDictionary<string, PageFile> FindAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        Dictionary<string, PageFile> files = new(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal))
            {
                using var stream = assembly.GetManifestResourceStream(resource)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                var name = resource[Prefix.Length..^Suffix.Length];
                files.Add(name, new PageFile(bytes, MediaTypeOf(name), TagOf(bytes)));
            }
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// Makes a tag of the content: FNV-1a in 64 bits, as it only tells versions of the same file apart. It is weak (RFC 9110, 8.8.1),
    /// because the file has it with and without compression.
    /// </summary>
    private static string TagOf(byte[] bytes)
    {
        var hash = 14695981039346656037;
        foreach (var one in bytes)
        {
            hash = unchecked((hash ^ one) * 1099511628211);
        }

        return $"W/\"{hash.ToString("x16", CultureInfo.InvariantCulture)}\"";
    }
}

/// <summary>A file of the page.</summary>
/// <param name="Compressed">The content of the file, by gzip.</param>
/// <param name="MediaType">The text of the header Content-Type.</param>
/// <param name="Tag">The text of the header ETag.</param>
internal sealed record PageFile(byte[] Compressed, string MediaType, string Tag)
{
    /// <summary>Gets the content for a client that does not decompress, such as a script.</summary>
    public byte[] Decompress()
    {
        using var content = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(Compressed), CompressionMode.Decompress);
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
