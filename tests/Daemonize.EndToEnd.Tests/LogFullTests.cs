using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>With a full disk or a removed directory, the daemon keeps running and counts the lost lines.</summary>
public sealed partial class LogFullTests : EndToEndTest
{
    [Theory]
    [InlineData("off")]
    [InlineData("1MB")]
    [Trait("Issue", "5")]
    public async Task FullDiskLosesLinesAndTellsHowMany(string maxSize)
    {
        Sandbox.Environment["MAX_SIZE"] = maxSize;
        await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs -o size=64k none "$log"
            dd if=/dev/zero of="$log/ballast" bs=1k count=56 2>/dev/null
            "$app" start count --no-log-compress --log-max-size "$MAX_SIZE"
            full() { [ "$(stat -c %s "$log/count.log")" = 8192 ]; }
            await full
            sleep 0.5
            "$app" status count
            rm "$log/ballast"
            await grep -q 'lines were lost' "$log/count.log"
            sleep 0.5
            "$app" stop count
            cp "$log/count.log" "$out"
            """);
        var numbers = new List<int>();
        var lost = 0;
        foreach (var line in await File.ReadAllLinesAsync(
            Path.Combine(Sandbox.OutputDirectory, "count.log"), TestContext.Current.CancellationToken))
        {
            // Every line is complete.
            Assert.Matches(
                "^[^ ]{23}Z (?:(?:info |warn ) count|error log): (?:running as root.*|started .*|number [0-9]+|stopping.*|stopped|.* " +
                "lost: no space left on device)$", line);
            if (Lost.Match(line) is { Success: true } match)
            {
                lost += int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            }
            else if (Number.Match(line) is { Success: true } number)
            {
                numbers.Add(int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal(numbers[^1] - numbers[0] + 1, numbers.Count + lost);
        Assert.Equal(1, numbers[0]);
        Assert.InRange(lost, 1, int.MaxValue);
    }

    /// <summary>
    /// Without LogMaxSize the console has the file itself, and its errors; with LogMaxSize it has a pipe that accepts everything.
    /// </summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task ConsoleThrowsOnAFullDiskOnlyWhereItHasTheFileItself()
    {
        (await Sandbox.RunAsync(App.Test, "start", "chat", "--log-file", "/dev/full")).ExitsWith(0);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("chat"));
        var status = (await Sandbox.RunAsync(App.Test, "status", "chat")).ExitsWith(3);
        Assert.Contains("failed: No space left on device", status.Output, StringComparison.Ordinal);

        await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs -o size=64k none "$log"
            cat /dev/zero > "$log/ballast" 2>/dev/null || :
            rm -f "$out/chatted"
            "$app" start chat --log-max-size 1MB
            await [ -e "$out/chatted" ]
            "$app" status chat
            rm "$log/ballast"
            await grep -q 'lines were lost: no space left on device' "$log/chat.log"
            "$app" status chat
            "$app" stop chat
            """);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("chat"));
    }

    /// <summary>The directory is created again, because it belongs to the program.</summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task DirectoryThatIsGoneIsMadeAnew()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "count");
        await Wait.ForFileAsync(daemon.LogFile, static text => text.Contains("number 1\n", StringComparison.Ordinal));
        Directory.Delete(Sandbox.LogDirectory, recursive: true);
        await Wait.UntilAsync(() => daemon.Log.Contains(" count: number ", StringComparison.Ordinal), "there is a log again");
        Assert.True(daemon.IsRunning);
    }

    [GeneratedRegex(" error log: ([0-9]+) lines? w")]
    private static partial Regex Lost { get; }

    [GeneratedRegex(" count: number ([0-9]+)$")]
    private static partial Regex Number { get; }
}
