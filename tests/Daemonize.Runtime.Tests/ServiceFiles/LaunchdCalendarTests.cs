using System.Text.Json.Nodes;
using Cronos;
using Daemonize.CompilerServices;
using Daemonize.ServiceFiles;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.ServiceFiles;

/// <summary>launchd starts the program when the daemon would tick: compares the rules of launchd.plist(5) with the cron library.</summary>
public sealed class LaunchdCalendarTests
{
    private static readonly DateTime Base = new(2027, 1, 30, 21, 58, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("* * * * *", 1, 3)]
    [InlineData("*/5 * * * *", 12, 3)]
    [InlineData("3/20 * * * *", 3, 3)]
    [InlineData("30 2 * * MON-FRI", 5, 40)]
    [InlineData("0 22-2 * * *", 5, 40)]
    [InlineData("*/5 9-17 * * MON-FRI", 540, 10)]
    [InlineData("* 9 * * *", 1, 10)]
    [InlineData("0 0 29 2 *", 1, 1200)]
    [InlineData("0 0 1 */3 ?", 4, 800)]
    [InlineData("15,45 4 10-12 JAN,jun,12 *", 18, 400)]
    [InlineData("0 4 * * 7", 1, 40)]
    [InlineData("0 4 * * 0-6", 1, 40)]
    [InlineData("0 4 1-31 * SUN", 1, 40)]
    [InlineData("0 0 31 * *", 1, 400)]
    [InlineData("0 0 0 * * *", 1, 40)]
    [InlineData("@hourly", 1, 10)]
    [InlineData("@weekly", 1, 40)]
    [InlineData("@yearly", 1, 800)]
    public void OfLaunchdIsThatOfCron(string cron, int entries, int days)
    {
        var list = PropertyLists.Read(Print(cron));
        var calendar = (JsonArray)list["StartCalendarInterval"]!;
        Assert.Equal(entries, calendar.Count);
        Assert.Equal("once", list.Texts("ProgramArguments")[^2]);
        string[] absent = ["RunAtLoad", "KeepAlive", "ThrottleInterval"];
        Assert.All(absent, key => Assert.False(list.ContainsKey(key), key));

        var expression = CronExpression.Parse(cron, cron.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        var expected = expression.GetOccurrences(Base, Base.AddDays(days)).ToList();
        Assert.NotEmpty(expected);
        var rules = calendar.Select(static entry => entry!.AsObject().ToDictionary(static part => part.Key, Number)).ToArray();
        var minutes = Enumerable.Range(0, days * 24 * 60).Select(static minute => Base.AddMinutes(minute));
        Assert.Equal(expected, minutes.Where(time => Array.Exists(rules, rule => StartsAt(rule, time))));
    }

    [Theory]
    [InlineData("*/10 * * * * *", "launchd has no seconds")]
    [InlineData("30 0 0 * * *", "launchd has no seconds")]
    [InlineData("0 0 L * *", "launchd has no L, W and #")]
    [InlineData("0 0 15W * *", "launchd has no L, W and #")]
    [InlineData("0 0 * * MON#2", "launchd has no L, W and #")]
    [InlineData("0 0 * * 5L", "launchd has no L, W and #")]
    [InlineData("0 0 13 * FRI", "launchd cannot combine a day of the week with a day or month")]
    [InlineData("0 0 * 6 FRI", "launchd cannot combine a day of the week with a day or month")]
    [InlineData("*/2 9-23 1,2 1-5 *", "launchd would need more than 1000 entries")]
    public void WhatLaunchdCannotExpressTheDaemonWaitsFor(string cron, string problem)
    {
        var text = Print(cron);
        var list = PropertyLists.Read(text);
        Assert.Equal(["run", "fetch"], list.Texts("ProgramArguments")[^2..]);
        Assert.True(list.Flag("RunAtLoad"));
        Assert.False(list.ContainsKey("StartCalendarInterval"));
        Assert.Contains($"\n  The daemon waits for its cron expression itself: {problem}.\n", text, StringComparison.Ordinal);

        var refused = Assert.Throws<DaemonException>(() => Print(cron, asTimer: true));
        Assert.Equal($"launchd cannot start each tick of fetch: {problem}; leave --timer out", refused.Message);
        Assert.Equal(2, refused.ExitCode);
    }

    [Theory]
    [InlineData("--time-zone=UTC", "launchd knows no time zone but the machine's")]
    [InlineData("--time-zone=Europe/Berlin", "launchd knows no time zone but the machine's")]
    [InlineData("--instances=2", "its 2 instances divide the work while they run")]
    [InlineData("--cron=off", null)]
    public void DaemonWaitsWithSettingsThatATimerCannotHave(string argument, string? problem)
    {
        var text = LaunchdJob.Create(Definitions.CreatePlan(Definition("@daily"), isOfUser: false, argument), asTimer: null);
        Assert.DoesNotContain("StartCalendarInterval", text, StringComparison.Ordinal);
        Assert.Contains(problem ?? "KeepAlive", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TimerIsAChoice()
    {
        var text = Print("@daily", asTimer: false);
        Assert.True(PropertyLists.Read(text).Flag("RunAtLoad"));
        Assert.DoesNotContain("itself", text, StringComparison.Ordinal);
        Assert.NotNull(PropertyLists.Read(Print("@daily", asTimer: true))["StartCalendarInterval"]);
    }

    [Fact]
    public void TimerNeedsACronExpression() => Assert.Equal(
        "launchd cannot start each tick of fetch: it has no cron expression; leave --timer out",
        Assert.Throws<DaemonException>(
            () => LaunchdJob.Create(Definitions.CreatePlan(Definition(null), isOfUser: false), asTimer: true)).Message);

    /// <summary>
    /// launchd.plist(5): missing keys are wildcards, and with Day and Weekday the job is started if either matches. In launchd's source the
    /// same holds for Month and Weekday.
    /// </summary>
    private static bool StartsAt(Dictionary<string, int> rule, DateTime time)
    {
        var isTime = Fits("Minute", time.Minute) && Fits("Hour", time.Hour);
        var isDate = Fits("Day", time.Day) && Fits("Month", time.Month);
        var hasDate = rule.ContainsKey("Day") || rule.ContainsKey("Month");
        return isTime
            && (!rule.TryGetValue("Weekday", out var weekday) ? isDate : weekday % 7 == (int)time.DayOfWeek || (hasDate && isDate));

        bool Fits(string key, int now) => !rule.TryGetValue(key, out var wanted) || wanted == now;
    }

    private static int Number(KeyValuePair<string, JsonNode?> part) => (int)part.Value!.GetValue<long>();

    private static string Print(string cron, bool? asTimer = null) =>
        LaunchdJob.Create(Definitions.CreatePlan(Definition(cron), isOfUser: false), asTimer);

    private static DaemonDefinition Definition(string? cron) =>
        new() { Name = "fetch", Bind = static _ => static (_, _) => new(0), Cron = cron };
}
