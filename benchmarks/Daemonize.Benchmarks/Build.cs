using System.Diagnostics;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>build</c>: packs the library and publishes the measured apps against that package, as a user does, with the JIT and as NativeAOT.
/// </summary>
internal static class Build
{
    private const string Version = "0.0.0-benchmark";

    private static readonly string[] Apps =
    [
        "HelloWorld", "Idle", "Steady", "Ticks", "BareLoops", "Stream", "Shares", "Worker", "WebTemplate", "WebDaemon", "WorkerTemplate",
        "WorkerDaemon",
    ];

    /// <summary>Builds the named apps, or all if none is named.</summary>
    public static void Run(params ReadOnlySpan<string> named)
    {
        var wanted = named.IsEmpty ? [.. Apps, "ForkHazard", "Schedulers"] : named.ToArray().ToHashSet();
        var feed = Path.Combine(Places.Artifacts, "feed");
        DeleteFolder(feed);
        foreach (var project in (string[])["Daemonize.Runtime", "Daemonize.Hosting"])
        {
            Dotnet("pack", Path.Combine(Places.Repository, "src", project), "-c", "Release", "-p:Version=" + Version, "-o", feed);
        }

        DeleteFolder(Path.Combine(Places.Artifacts, "packages", "daemonize"));
        DeleteFolder(Path.Combine(Places.Artifacts, "packages", "daemonize.hosting"));
        foreach (var app in Apps.Where(wanted.Contains))
        {
            Publish(Path.Combine("apps", app), app, "jit", "aot");
        }

        if (wanted.Contains("ForkHazard"))
        {
            Publish("ForkHazard", "ForkHazard", "jit", "aot");
        }

        if (wanted.Contains("Schedulers"))
        {
            // Neither Quartz.NET nor Coravel supports NativeAOT.
            Publish(Path.Combine("apps", "Schedulers"), "Schedulers", "jit");
        }

        if (File.Exists("/usr/bin/gcc"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Peers.TickLoop)!);
            Execute(
                "/usr/bin/gcc", "-O2", "-Wall", "-Wextra", "-o", Peers.TickLoop, Path.Combine(Places.Benchmarks, "peers", "tick_loop.c"));
        }
    }

    private static void Publish(string project, string app, params string[] kinds)
    {
        foreach (var kind in kinds)
        {
            var folder = Path.GetDirectoryName(Places.App(kind, app))!;
            DeleteFolder(folder);
            Dotnet(
                "publish", Path.Combine(Places.Benchmarks, project), "-c", "Release", "-o", folder,
                "-p:PublishAot=" + (kind == "aot" ? "true" : "false"));
        }
    }

    private static void Dotnet(params string[] arguments) => Execute("dotnet", [.. arguments, "--nologo", "-v", "quiet"]);

    private static void Execute(string command, params string[] arguments)
    {
        Console.Error.WriteLine($"{command} {string.Join(' ', arguments)}");
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} exited with code {process.ExitCode}");
        }
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
