using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.Tool.Tests;

/// <summary>
/// The pictures of docs/: the samples, seen by top and on the page. eng/pictures keeps them, with more ticks than this test waits for.
/// </summary>
public sealed class PicturesTests : BrowserTest
{
    private const int MissingTicks = 5;

    [Fact]
    public async Task PicturesShowTheSamples()
    {
        var (kept, ticks) = (Environment.GetEnvironmentVariable("DAEMONIZE_PICTURES"), MissingTicks);
        if (Environment.GetEnvironmentVariable("DAEMONIZE_PICTURES_TICKS") is { } text)
        {
            ticks = int.Parse(text, CultureInfo.InvariantCulture);
        }

        Sandbox.Environment["NEWSAPP_OUTPUT"] = Sandbox.Create("editions");
        var fetch = await StartAsync(App.News, "fetch", "--interval=500ms");
        await StartAsync(new App("Pipeline", "Pipeline"), "scan", $"--inbox={Sandbox.Create("inbox")}");
        await StartAsync(new App("Nightly", "Nightly"), "sweep", $"--directory={Sandbox.Create("old")}");
        await StartAsync(
            new App("Primes", "Primes"), "count", $"--output={Sandbox.Create("primes")}", "--limit=2000000000", "--instances=2");
        var killed = await StartAsync(new App("WebService", "WebService"), "serve", "--port=0");
        await FailOnceAsync(fetch, ticks / 2);
        await WaitForTicksAsync(fetch, ticks);
        await killed.KillAsync();

        Sandbox.Environment["DAEMONIZE_WEB_SCREENSHOTS"] = kept ?? Sandbox.Create("pictures");
        Sandbox.Environment["DAEMONIZE_WEB_SCREEN"] = await CaptureTopAsync();
        await PassesAsync("pictures", "newsapp/fetch");
    }

    private async Task<DaemonFiles> StartAsync(App app, string name, params string[] options)
    {
        var daemon = Sandbox.Daemon(name);
        (await Sandbox.RunAsync(Trusted(app), ["start", name, .. options])).Succeeds();
        return daemon;
    }

    /// <summary>Puts a file in the place of the folder that the daemon writes to, for one tick.</summary>
    private async Task FailOnceAsync(DaemonFiles fetch, int after)
    {
        await WaitForTicksAsync(fetch, after);
        var folder = Path.Combine(Sandbox.Root, "editions");
        Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "", Cancelled);
        await Wait.UntilAsync(() => File.ReadAllText(fetch.LogFile).Contains("failed", StringComparison.Ordinal), "a tick fails");
        File.Delete(folder);
    }

    private static Task WaitForTicksAsync(DaemonFiles daemon, int count) => Wait.UntilAsync(
        () => File.ReadAllText(daemon.LogFile).Split("wrote ").Length > count, $"{daemon.LogFile} has {count} ticks",
        TimeSpan.FromMinutes(5));

    private async Task<string> CaptureTopAsync()
    {
        Sandbox.Environment["LC_ALL"] = "C.UTF-8";
        await using var screen = await TmuxSession.BeginAsync(Sandbox, (140, 14), $"'{Tool.File}' top");

        // The processor time is known after a few seconds.
        await screen.WaitForAsync(static text => Regex.IsMatch(text, @" newsapp .*M +[0-9.]+\n"), "all numbers");
        var file = Path.Combine(Sandbox.Root, "screen");
        await File.WriteAllTextAsync(file, await screen.CaptureColoursAsync(), Cancelled);
        return file;
    }
}
