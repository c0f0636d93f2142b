using System.Diagnostics;
using Daemonize.Benchmarks.Room;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>build</c>: packs the library and publishes the measured apps against that package, as a user does, with the JIT and as NativeAOT.
/// </summary>
internal static class Build
{
    private const string Version = "0.0.0-benchmark";

    private const string Tool = "Daemonize.Tool";

    private static readonly string[] Apps =
    [
        "HelloWorld", "Idle", "Steady", "Ticks", "BareLoops", "Stream", "Shares", "Worker", "WebTemplate", "WebDaemon", "WorkerTemplate",
        "WorkerDaemon",
    ];

    /// <summary>
    /// Programs of packages that do not support NativeAOT, such as Quartz.NET and Coravel, and those that are compared with them.
    /// </summary>
    private static readonly string[] JitApps = ["Schedulers", "Cluster", "ClusterStores", "QuartzCluster", "HangfireCluster", "LockLoop"];

    private static readonly string[] Packages =
    [
        "Daemonize.Runtime", "Daemonize.Hosting", "Daemonize.Cluster.Etcd", "Daemonize.Cluster.Kubernetes", "Daemonize.Cluster.PostgreSql",
        "Daemonize.Cluster.Redis",
    ];

    /// <summary>Builds the named apps, or all if none is named.</summary>
    public static void Run(params ReadOnlySpan<string> named)
    {
        var wanted = named.IsEmpty ? [.. Apps, .. JitApps, "ForkHazard", Tool] : named.ToArray().ToHashSet();
        var feed = Path.Combine(Places.Artifacts, "feed");
        DeleteFolder(feed);
        foreach (var project in Packages)
        {
            Dotnet("pack", Path.Combine(Places.Repository, "src", project), "-c", "Release", "-p:Version=" + Version, "-o", feed);
        }

        // The cached ones of an earlier run have the same version.
        var cached = Path.Combine(Places.Artifacts, "packages");
        foreach (var folder in Directory.Exists(cached) ? Directory.GetDirectories(cached, "daemonize*") : [])
        {
            DeleteFolder(folder);
        }

        if (wanted.Contains(Tool))
        {
            InstallTool(feed);
        }

        foreach (var app in Apps.Where(wanted.Contains))
        {
            Publish(Path.Combine("apps", app), app, "jit", "aot");
        }

        if (wanted.Contains("ForkHazard"))
        {
            Publish("ForkHazard", "ForkHazard", "jit", "aot");
        }

        foreach (var app in JitApps.Where(wanted.Contains))
        {
            Publish(Path.Combine("apps", app), app, "jit");
        }

        if (File.Exists("/usr/bin/gcc"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Peers.TickLoop)!);
            Execute(
                "/usr/bin/gcc", "-O2", "-Wall", "-Wextra", "-o", Peers.TickLoop, Path.Combine(Places.Benchmarks, "peers", "tick_loop.c"));
        }
    }

    /// <summary>Installs the command as users do, which takes the native program.</summary>
    private static void InstallTool(string feed)
    {
        DeleteFolder(RoomTool.Folder);
        Dotnet("pack", Path.Combine(Places.Repository, "src", Tool), "-c", "Release", "-p:Version=" + Version, "-o", feed);
        Execute("dotnet", "tool", "install", Tool, "--version", Version, "--tool-path", RoomTool.Folder, "--source", feed, "--no-cache");
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
