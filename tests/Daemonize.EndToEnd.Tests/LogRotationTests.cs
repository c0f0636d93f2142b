using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// A large log is rotated by the daemon and by logrotate: every line is complete, none is lost, and each writer's lines stay in order.
/// </summary>
public sealed partial class LogRotationTests : EndToEndTest
{
    /// <summary>The number of writers: four threads and a child.</summary>
    private const int Writers = 5;

    /// <summary>60 MB, which "logs" then reads too, and 500 MB: each writer's lines have about 140 bytes.</summary>
    [Theory]
    [InlineData(80_000, "2MB", true)]
    [InlineData(720_000, "10MB", false)]
    [Trait("Issue", "5")]
    public async Task NothingIsLostWhileTheDaemonAndLogrotateRotate(int lines, string maxSize, bool isRead)
    {
        var configuration = Path.Combine(Sandbox.Root, "logrotate.conf");
        var daemon = Sandbox.Daemon("chatter");

        // Its file names differ from the daemon's, as docs/guide/logs.md requires.
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            "{{daemon.LogFile}}" {
                rotate 1000
                dateext
                dateformat -%s
                create
                missingok
                postrotate
                    kill -HUP $(cat "{{daemon.PidFile}}")
                endscript
            }

            """,
            TestContext.Current.CancellationToken);
        File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Sandbox.Environment["TESTAPP_LINES"] = lines.ToString(CultureInfo.InvariantCulture);
        (await Sandbox.RunAsync(App.Test, "start", "chatter", "--log-max-size", maxSize)).Succeeds();
        while (!File.Exists(Path.Combine(Sandbox.OutputDirectory, "written")))
        {
            // It refuses a name that it has used in the same second, which does not matter here.
            await Sandbox.ExecuteAsync(
                "/usr/sbin/logrotate", "--force", "--state", Path.Combine(Sandbox.Root, "logrotate.state"), configuration);
        }

        Assert.Equal("0", (await Sandbox.OutputAsync("written"))[0]);
        (await Sandbox.RunAsync(App.Test, "stop", "chatter")).Succeeds();
        var files = Directory.GetFiles(Sandbox.LogDirectory);
        Assert.InRange(files.Count(static file => Path.GetFileName(file).StartsWith("chatter.log.", StringComparison.Ordinal)), 10, 1000);
        Assert.InRange(files.Count(static file => Path.GetFileName(file).StartsWith("chatter.log-", StringComparison.Ordinal)), 1, 1000);
        AssertIsComplete(files, lines);
        if (!isRead)
        {
            return;
        }

        // And "logs" shows them all.
        var shown = (await Sandbox.RunAsync(App.Test, "logs", "-n", "10000000", "chatter")).Succeeds().Output;
        var all = Path.Combine(Sandbox.OutputDirectory, "all");
        await File.WriteAllTextAsync(all, shown, TestContext.Current.CancellationToken);
        AssertIsComplete([all], lines);
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task FollowerMissesNothingOfCompressedBackups()
    {
        var followed = Path.Combine(Sandbox.OutputDirectory, "followed");
        await Sandbox.StartAsync(App.Test, "count");
        var follower = Sandbox.Begin("/bin/sh", "-c", "exec \"$0\" logs -f -n 1000000 count >\"$1\"", App.Test.File, followed);
        var log = Sandbox.Daemon("count").LogFile;
        await Wait.UntilAsync(() => File.Exists(log + ".3.gz"), "three backups are compressed");
        (await Sandbox.RunAsync(App.Test, "stop", "count")).Succeeds();
        await Wait.ForFileAsync(followed, static text => text.EndsWith("count: stopped\n", StringComparison.Ordinal));
        await follower.EndAsync();
        var numbers = Numbers(await File.ReadAllTextAsync(followed, TestContext.Current.CancellationToken));
        Assert.InRange(numbers.Count, 700, int.MaxValue);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);

        // The kept files have no gap, and there are at most three.
        await Wait.UntilAsync(() => !File.Exists(log + ".gz.unfinished"), "nothing is being compressed");
        var kept = Numbers(ReadAll(log + ".3") + ReadAll(log + ".2") + ReadAll(log + ".1") + ReadAll(log));
        Assert.Equal(Enumerable.Range(kept[0], kept.Count), kept);
        Assert.False(File.Exists(log + ".4") || File.Exists(log + ".4.gz"));
    }

    /// <summary>
    /// The last lines of a program reach the log although they pass through a pipe; so does the runtime's message about a crash.
    /// </summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task LastWordsOfACrashAreInTheLog()
    {
        await Sandbox.RunAsync(App.Test, "start", "crashing");
        var text =
            await Wait.ForFileAsync(
                Sandbox.Daemon("crashing").LogFile, static text => text.Contains("\nUnhandled exception. ", StringComparison.Ordinal));
        Assert.Matches(
            "\nthe last line\n(?s:.*) error crashing: crashed by an unhandled exception\n(?s:.*)\nUnhandled exception. " +
            "System.InvalidOperationException: on purpose\n", text);
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task LogIsADirectFileWithoutASizeAndAPipeWithOne()
    {
        var direct = await Sandbox.StartAsync(App.Test, "wait");
        Assert.All([1, 2], descriptor => Assert.Equal(direct.LogFile, direct.Process.Descriptors[descriptor]));
        (await Sandbox.RunAsync(App.Test, "start", "talk", "--log-max-size", "1MB")).Succeeds();
        var piped = Sandbox.Daemon("talk").Process.Descriptors;
        Assert.All([1, 2], descriptor => Assert.StartsWith("pipe:", piped[descriptor], StringComparison.Ordinal));
    }

    [GeneratedRegex("^(?:[^ ]+Z info  chatter: )?w([0-4]) ([0-9]+) x+ end$")]
    private static partial Regex Line { get; }

    [GeneratedRegex("^[^ ]+Z (?:info  chatter: (?:started|stopping|stopped|log reopened) ?[^:]*|warn  chatter: running as root: [^:]*)$")]
    private static partial Regex OwnLine { get; }

    /// <summary>In each file a writer's lines follow each other without a gap, and all files together have each line once.</summary>
    private static void AssertIsComplete(string[] files, int lines)
    {
        List<(int From, int To)>[] runs = [.. Enumerable.Range(0, Writers).Select(static _ => new List<(int, int)>())];
        foreach (var file in files)
        {
            // A file that logrotate has created and moved away again may be empty.
            Assert.True(File.ReadAllText(file) is "" or [.., '\n'], $"{file} ends within a line");
            var last = new int[Writers];
            Array.Fill(last, -1);
            foreach (var line in File.ReadLines(file))
            {
                if (Line.Match(line) is not { Success: true } match)
                {
                    Assert.Matches(OwnLine, line);
                    continue;
                }

                var (writer, number) =
                    (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                        int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
                if (last[writer] < 0)
                {
                    runs[writer].Add((number, number));
                }
                else
                {
                    Assert.Equal(last[writer] + 1, number);
                    runs[writer][^1] = (runs[writer][^1].From, number);
                }

                last[writer] = number;
            }
        }

        Assert.All(runs, run =>
        {
            var next = 0;
            foreach (var (from, to) in run.Order())
            {
                Assert.Equal(next, from);
                next = to + 1;
            }

            Assert.Equal(lines, next);
        });
    }

    private static string ReadAll(string path)
    {
        if (File.Exists(path))
        {
            return File.ReadAllText(path);
        }

        using var reader = new StreamReader(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static List<int> Numbers(string text) =>
        [.. Regex.Matches(text, " count: number ([0-9]+)\n")
            .Select(static match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
}
