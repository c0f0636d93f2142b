using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;

namespace Daemonize.Supervision.Tests;

/// <summary>A timer ticks when the daemon would have: compares systemd's own calculation with the cron library's.</summary>
public sealed partial class CalendarTests
{
    private static readonly DateTime Base = new(2027, 1, 30, 21, 58, 13, DateTimeKind.Utc);

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("*/5 * * * *")]
    [InlineData("3/20 * * * *")]
    [InlineData("30 2 * * MON-FRI")]
    [InlineData("0 22-2 * * *")]
    [InlineData("0,1,2,30,45 6 * * *")]
    [InlineData("*/7 * * * *")]
    [InlineData("0 0 L * *")]
    [InlineData("0 12 L-3 * *")]
    [InlineData("0 0 13 * FRI")]
    [InlineData("0 0 * * FRI-MON")]
    [InlineData("0 0 29 2 *")]
    [InlineData("0 0 1 */3 ?")]
    [InlineData("0 4 * JAN,jun,12 7")]
    [InlineData("@hourly")]
    [InlineData("@weekly")]
    [InlineData("@yearly")]
    [InlineData("*/10 * * * * *")]
    [InlineData("5,10-12 0 0 1-7 * SUN")]
    public async Task OfSystemdIsThatOfCron(string cron)
    {
        var fields = cron.Split(' ').Length;
        var expression = CronExpression.Parse(cron, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        var expected = expression.GetOccurrences(Base, Base.AddYears(60)).Take(8);
        var timer = (await ServiceCommand.PrintUnitsAsync("report", "--timer", "--cron", cron))["serviceapp-report.timer"];
        var calendar = OnCalendar().Match(timer).Groups[1].Value;
        var said = (await ServiceCommand.RunToolAsync(
            "systemd-analyze", "calendar", "--iterations=8", $"--base-time={Base:yyyy-MM-dd HH:mm:ss} UTC", calendar)).Succeeds().Output;
        var found =
            Elapse().Matches(said)
                .Select(static match => DateTime.ParseExact(match.Groups[1].Value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task HasTheTimeZoneOfTheDaemon()
    {
        Assert.EndsWith(" Europe/Berlin", await CalendarAsync("Europe/Berlin"), StringComparison.Ordinal);
        Assert.EndsWith(":00", await CalendarAsync("local"), StringComparison.Ordinal);
    }

    private static async Task<string> CalendarAsync(string zone) =>
        OnCalendar()
            .Match(
                (await ServiceCommand.PrintUnitsAsync(
                    "report", "--timer", "--time-zone", zone))["serviceapp-report.timer"]).Groups[1].Value;

    [GeneratedRegex("^OnCalendar=(.*)$", RegexOptions.Multiline)]
    private static partial Regex OnCalendar();

    [GeneratedRegex(@"(?:Next elapse|Iter\. #\d+): \w+ (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC")]
    private static partial Regex Elapse();
}
