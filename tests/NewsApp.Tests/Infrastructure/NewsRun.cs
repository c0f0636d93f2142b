using Microsoft.AspNetCore.Http;

namespace NewsApp.Tests.Infrastructure;

/// <summary>A fetch with a separate server, settings and output folder.</summary>
internal sealed class NewsRun : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";

    public const int Pid = 4242;

    private NewsRun(FakeNewsApi? server, NewsSettings settings) => (Server, Settings) = (server, settings);

    public FakeNewsApi? Server { get; }

    public NewsSettings Settings { get; }

    /// <summary>The content of the output folder, including temporary files.</summary>
    public string[] Files => Directory.Exists(Settings.OutputFolder) ? Directory.GetFileSystemEntries(Settings.OutputFolder) : [];

    /// <summary>Starts a server and a fetch that uses it. The timeout is longer than any test waits.</summary>
    public static async Task<NewsRun> AskingAsync(RequestDelegate answer)
    {
        var server = await FakeNewsApi.StartAsync(answer);
        return new(server, CreateSettings(Key, server.BaseAddress));
    }

    public static NewsRun Asking(Uri address) => new(null, CreateSettings(Key, address));

    /// <summary>Creates a fetch without a key, whose base address is unreachable.</summary>
    public static NewsRun Offline() => new(null, CreateSettings(null, new("http://127.0.0.1:0/")));

    public Task<string> FetchAsync(TimeSpan? timeout = null, CancellationToken? stopping = null) =>
        News.FetchToFileAsync(
            Settings with { Timeout = timeout ?? Settings.Timeout }, Pid, stopping ?? TestContext.Current.CancellationToken);

    /// <summary>Fetches, expects a failure, checks the requirements of every failure, and returns the message.</summary>
    public async Task<string> FailAsync(TimeSpan? timeout = null)
    {
        var failure = await Assert.ThrowsAsync<NewsException>(() => FetchAsync(timeout));
        Assert.Empty(Files);
        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        return failure.Message;
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(Settings.OutputFolder)!, recursive: true);
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    private static NewsSettings CreateSettings(string? key, Uri address) => new(
        key, address, TimeSpan.FromMinutes(5), Path.Combine(Directory.CreateTempSubdirectory("newsapp-").FullName, "output"));
}
