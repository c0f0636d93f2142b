using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Testing;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Compares text with a file under Snapshots/. Set UPDATE_SNAPSHOTS=1 to write the files instead.</summary>
internal static partial class Snapshot
{
    private static readonly string Version = typeof(DaemonGenerator).Assembly.GetName().Version!.ToString(3);

    /// <summary>The names of all snapshot files, to find those without a test.</summary>
    public static IEnumerable<string> Names([CallerFilePath] string testFile = "") =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots")).Select(file => Path.GetFileName(file));

    /// <summary>Compares the text with its snapshot.</summary>
    /// <param name="actual">The generated text.</param>
    /// <param name="extension">The extension of the snapshot file.</param>
    /// <param name="withHelp">
    /// Whether the snapshot has the text of the help. One has, so that a new setting does not change all of them.
    /// </param>
    /// <param name="testFile">The file of the test, which names the snapshot.</param>
    /// <param name="test">The test, which names the snapshot.</param>
    public static void Match(
        string actual, string extension = "g.cs", bool withHelp = false, [CallerFilePath] string testFile = "",
        [CallerMemberName] string test = "")
    {
        var name = $"{Path.GetFileNameWithoutExtension(testFile)}.{test}.{extension}";
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", name);

        // A release must not change all snapshots.
        actual =
            actual.ReplaceLineEndings("\n").Replace($"Generator\", \"{Version}\"", "Generator\", \"VERSION\"", StringComparison.Ordinal);
        actual = withHelp ? actual : HelpConstant().Replace(actual, "$1 …;\n");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"No snapshot {name}; run once with UPDATE_SNAPSHOTS=1 and review it.");
        new DefaultVerifier().EqualOrDiff(File.ReadAllText(path).ReplaceLineEndings("\n"), actual, name);
    }

    [GeneratedRegex("""(private const string Help =)\n(?: +".*\n)+""")]
    private static partial Regex HelpConstant();
}
