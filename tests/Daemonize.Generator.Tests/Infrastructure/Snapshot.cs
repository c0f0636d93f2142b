using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Testing;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Compares text with a file under Snapshots/. Set UPDATE_SNAPSHOTS=1 to write the files instead.</summary>
internal static class Snapshot
{
    private static readonly string Version = typeof(DaemonGenerator).Assembly.GetName().Version!.ToString(3);

    /// <summary>The names of all snapshot files, to find those without a test.</summary>
    public static IEnumerable<string> Names([CallerFilePath] string testFile = "") =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots")).Select(file => Path.GetFileName(file));

    public static void Match(string actual, string extension = "g.cs", [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var name = $"{Path.GetFileNameWithoutExtension(testFile)}.{test}.{extension}";
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", name);

        // A release must not change all snapshots.
        actual = actual.ReplaceLineEndings("\n").Replace($"Generator\", \"{Version}\"", "Generator\", \"VERSION\"", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"No snapshot {name}; run once with UPDATE_SNAPSHOTS=1 and review it.");
        new DefaultVerifier().EqualOrDiff(File.ReadAllText(path).ReplaceLineEndings("\n"), actual, name);
    }
}
