using System.Runtime.CompilerServices;

namespace Daemonize.Benchmarks;

/// <summary>Where things lie: all that is built or written is below artifacts/benchmarks.</summary>
internal static class Places
{
    public static string Benchmarks { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Source())!, ".."));

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Benchmarks, ".."));

    public static string Artifacts { get; } = Path.Combine(Repository, "artifacts", "benchmarks");

    /// <summary>Pid files, logs and notes of the daemons that are measured; a folder of this process, so that two runs do not meet.</summary>
    public static string Work { get; } = Directory.CreateTempSubdirectory("daemonize-benchmarks-").FullName;

    /// <summary>What a measured process has to say: it appears when it is whole.</summary>
    public static string NotesFile { get; } = Path.Combine(Work, "notes.txt");

    /// <summary>Where the web applications that are measured listen.</summary>
    public static Uri WebAddress { get; } = new("http://127.0.0.1:5397");

    /// <summary>What every measured process gets, and nothing else: a knob of the caller's shell must not decide a figure.</summary>
    public static IReadOnlyList<string> Environment { get; } =
    [
        "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME=" + Work,
        "LANG=C.UTF-8",
        "RUNTIME_DIRECTORY=" + Work,
        "LOGS_DIRECTORY=" + Work,
        "ASPNETCORE_URLS=" + WebAddress,
        .. System.Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root ? ["DOTNET_ROOT=" + root] : (string[])[],
    ];

    /// <summary>The executable of a measured app: <paramref name="kind"/> is <c>jit</c> or <c>aot</c>.</summary>
    public static string App(string kind, string name) => Path.Combine(Artifacts, kind, name, name);

    private static string Source([CallerFilePath] string path = "") => path;
}
