using System.Runtime.CompilerServices;

namespace Daemonize.Benchmarks;

/// <summary>The paths of the benchmarks: everything built or written is below artifacts/benchmarks.</summary>
internal static class Places
{
    public static string Benchmarks { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Source())!, ".."));

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Benchmarks, ".."));

    public static string Artifacts { get; } = Path.Combine(Repository, "artifacts", "benchmarks");

    /// <summary>
    /// Pid files, logs and notes of the measured daemons. The folder belongs to this process, so two runs do not conflict.
    /// </summary>
    public static string Work { get; } = Directory.CreateTempSubdirectory("daemonize-benchmarks-").FullName;

    /// <summary>The results of a measured process. The file appears when it is complete.</summary>
    public static string NotesFile { get; } = Path.Combine(Work, "notes.txt");

    /// <summary>The address on which the measured web applications listen.</summary>
    public static Uri WebAddress { get; } = new("http://127.0.0.1:5397");

    /// <summary>The whole environment of every measured process: no variable of the caller's shell can influence a figure.</summary>
    public static IReadOnlyList<string> Environment { get; } =
    [
        "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME=" + Work,
        "LANG=C.UTF-8",
        "RUNTIME_DIRECTORY=" + Work,
        "LOGS_DIRECTORY=" + Work,
        "DAEMONIZE_CARDS=" + Path.Combine(Work, "cards"),
        "ASPNETCORE_URLS=" + WebAddress,
        .. System.Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root ? ["DOTNET_ROOT=" + root] : (string[])[],
    ];

    /// <summary>Returns the executable of a measured app: <paramref name="kind"/> is <c>jit</c> or <c>aot</c>.</summary>
    public static string App(string kind, string name) => Path.Combine(Artifacts, kind, name, name);

    private static string Source([CallerFilePath] string path = "") => path;
}
