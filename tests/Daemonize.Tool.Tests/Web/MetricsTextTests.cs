using System.Text;
using System.Text.RegularExpressions;
using Daemonize.History;
using Daemonize.Tool.Seeing;
using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests.Web;

/// <summary>The two formats of the metrics.</summary>
public sealed partial class MetricsTextTests
{
    private static readonly DaemonRow Fetch = new(Seen.Daemon("newsapp/fetch"))
    {
        Ticks = 780,
        Failed = 2,
        Skipped = 3,
        Late = 1,
        Memory = 34_000_000,
        CpuTime = TimeSpan.FromSeconds(12.5),
        Next = DateTimeOffset.UnixEpoch.AddMilliseconds(1_764_504_000_500),
        Pulse = new Pulse { Ticks = 780, LastTick = 780, LastTickAt = 1_764_504_000_250_000, SumOfTook = 156.5, SumOfLate = 0.78 },
    };

    [Theory]
    [InlineData("", false)]
    [InlineData("*/*", false)]
    [InlineData("text/plain", false)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData(
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75," +
        "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", true)]
    [InlineData("application/openmetrics-text;version=0.0.1,text/plain;q=0.5", false)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.2,text/plain;version=0.0.4;q=0.5", false)]
    [InlineData("application/openmetrics-text;q=0", false)]
    public void AcceptChooses(string accept, bool isOpen) => Assert.Equal(isOpen, MetricsText.IsOpen(accept));

    [Fact]
    public void NumbersAreThoseOfTheDaemon()
    {
        var text = Format(isOpen: false, Fetch);
        Assert.Contains("\n# TYPE daemonize_ticks_total counter\n", text, StringComparison.Ordinal);
        foreach (var line in (string[])
        [
            "up{L} 1", "state{L,state=\"running\"} 1", "state{L,state=\"hung\"} 0", "ticks_total{L} 780", "ticks_failed_total{L} 2",
            "ticks_skipped_total{L} 3", "ticks_late_total{L} 1", "tick_duration_seconds_sum{L} 156.5", "tick_duration_seconds_count{L} 780",
            "tick_lateness_seconds_sum{L} 0.78", "last_tick_timestamp_seconds{L} 1764504000.25",
            "next_slot_timestamp_seconds{L} 1764504000.5",
            "resident_memory_bytes{L} 34000000", "cpu_seconds_total{L} 12.5",
        ])
        {
            Assert.Contains($"\ndaemonize_{line.Replace("L", Labels, StringComparison.Ordinal)}\n", "\n" + text, StringComparison.Ordinal);
        }
    }

    /// <summary>Prometheus refuses the whole answer for one line that it does not understand, or a series that comes twice.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryLineIsOfTheFormat(bool isOpen)
    {
        var text = Format(
            isOpen, Fetch, new DaemonRow(Seen.Daemon("newsapp/fetch", directory: "/other")),
            new DaemonRow(Seen.Daemon("ledger/export:2", DaemonState.Stopped)), new DaemonRow(Seen.Daemon("a\"b\\c\n\e[2J\u202e/d}e")));
        var lines = text.TrimEnd('\n').Split('\n');
        HashSet<string> series = [];
        var family = "";
        HashSet<string> families = [];
        foreach (var line in isOpen ? lines[..^1] : lines)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                Assert.Matches("^# (HELP [a-z_]+ [^\n]+|TYPE [a-z_]+ (gauge|counter|summary))$", line);
                family = line.Split(' ')[2];
                Assert.True(line.StartsWith("# TYPE", StringComparison.Ordinal) || families.Add(family), family);
                continue;
            }

            Assert.Matches(Sample(), line);
            Assert.True(series.Add(line[..line.LastIndexOf(' ')]), line);
            Assert.StartsWith(isOpen ? family : family.Replace("_total", "", StringComparison.Ordinal), line, StringComparison.Ordinal);
        }

        Assert.Equal(isOpen, lines[^1] == "# EOF");
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(isOpen ? lines : [], static line => line[0] == '#' && line.Contains("_total", StringComparison.Ordinal));
    }

    [Fact]
    public void TickThatRunsIsNotAmongThoseThatTookTime() =>
        Assert.Contains(
            $"tick_duration_seconds_count{{{Labels}}} 779\n", Format(false, Fetch with { RunsSince = DateTimeOffset.UtcNow }),
            StringComparison.Ordinal);

    [Fact]
    public void StoppedDaemonHasOnlyItsState()
    {
        var text = Format(isOpen: false, new DaemonRow(Seen.Daemon("newsapp/fetch", DaemonState.Stopped)));
        Assert.Contains($"daemonize_up{{{Labels}}} 0\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\ndaemonize_ticks", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        """^daemonize_[a-z_]+\{([a-z]+="([^"\\\x00-\x1f]|\\["\\n])*",)*[a-z]+="([^"\\\x00-\x1f]|\\["\\n])*"\} -?[0-9.]+(E[+-]?[0-9]+)?$""")]
    private static partial Regex Sample();

    private static string Labels =>
        "program=\"newsapp\",daemon=\"fetch\",instance=\"\"" + (Environment.IsPrivilegedProcess ? ",user=\"root\"" : "");

    private static string Format(bool isOpen, params List<DaemonRow> rows) => Encoding.UTF8.GetString(new MetricsText(isOpen).Format(rows));
}
