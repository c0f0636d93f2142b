using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Daemonize.Tool.Tests;

/// <summary>The files of the page, which the program contains compressed.</summary>
public sealed class PageFileTests : WebTest
{
    [Fact]
    public async Task FileIsCompressedForWhoCanDecompressIt()
    {
        _ = await StartWebAsync();
        var plain = await GetAsync("identity");
        Assert.Empty(plain.Encoding);
        Assert.StartsWith("<!doctype html>", plain.Text, StringComparison.Ordinal);
        foreach (var accepted in (string[])["gzip, deflate, br", "deflate, GZIP;q=0.5"])
        {
            var compressed = await GetAsync(accepted);
            Assert.Equal(["gzip"], compressed.Encoding);
            Assert.Equal(plain.Text, compressed.Text);
            Assert.Equal(plain.Tag, compressed.Tag);
        }

        Assert.Empty((await GetAsync("gzip;q=0, identity")).Encoding);
        CloseAll();
    }

    /// <summary>Gets the page, and decompresses it if the header says that it is compressed.</summary>
    private async Task<(ICollection<string> Encoding, string Text, EntityTagHeaderValue? Tag)> GetAsync(string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        Assert.True(request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted));
        using var answer = await OnPort().SendAsync(request, Cancelled);
        Assert.Equal("Accept-Encoding", Assert.Single(answer.Headers.Vary));
        var (encoding, bytes) = (answer.Content.Headers.ContentEncoding, await answer.Content.ReadAsByteArrayAsync(Cancelled));
        if (encoding.Count == 0)
        {
            return (encoding, Encoding.UTF8.GetString(bytes), answer.Headers.ETag);
        }

        using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return (encoding, await reader.ReadToEndAsync(Cancelled), answer.Headers.ETag);
    }
}
