using Daemonize.CodeFixes;

namespace Daemonize.Generator.Tests;

/// <summary>The texts that a code fix accepts as a duration, and those that it must not change.</summary>
public sealed class PlainDurationTests
{
    [Theory]
    [InlineData("10 s", "10s")]
    [InlineData("10sec", "10s")]
    [InlineData("10 seconds", "10s")]
    [InlineData("  10s ", "10s")]
    [InlineData("10S", "10s")]
    [InlineData("500 milliseconds", "500ms")]
    [InlineData("500MS", "500ms")]
    [InlineData("5 minutes", "5m")]
    [InlineData("1 Minute", "1m")]
    [InlineData("5 mins", "5m")]
    [InlineData("1 hour 30 minutes", "1h30m")]
    [InlineData("1 hour, 30 minutes", "1h30m")]
    [InlineData("1 hour and 30 minutes", "1h30m")]
    [InlineData("1 hour, 30 minutes, and 5 seconds", "1h30m5s")]
    [InlineData("1h 30m", "1h30m")]
    [InlineData("1hr30min", "1h30m")]
    [InlineData("1.5 hours", "1.5h")]
    [InlineData(".5 s", "0.5s")]
    [InlineData("2 days", "2d")]
    [InlineData("2 weeks", "14d")]
    [InlineData("0:00:10", "00:00:10")]
    [InlineData("1:02:03.5", "01:02:03.5")]
    [InlineData(" 00:00:10 ", "00:00:10")]
    [InlineData("PT10S", "10s")]
    [InlineData("pt0.5s", "0.5s")]
    [InlineData("PT1H30M", "1h30m")]
    [InlineData("P1D", "1d")]
    [InlineData("P1DT12H", "1d12h")]
    [InlineData("P2W", "14d")]
    public void PlainTextIsRead(string text, string expected)
    {
        Assert.True(PlainDuration.TryRead(text, out var duration));
        Assert.Equal(expected, duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("10")]
    [InlineData("soon")]
    [InlineData("ten seconds")]
    [InlineData("-1 s")]
    [InlineData("10M")] // minutes or months
    [InlineData("1,5 h")] // a decimal comma, or two numbers
    [InlineData("1h30")]
    [InlineData("1 000 ms")]
    [InlineData("1_000 ms")]
    [InlineData("5:30")] // hours or minutes
    [InlineData("0:90:00")]
    [InlineData("25:00:00")]
    [InlineData("30 minutes 1 hour")]
    [InlineData("10s 10s")]
    [InlineData("1.5 hours 30 minutes")]
    [InlineData("2 months")]
    [InlineData("1 year")]
    [InlineData("10 µs")]
    [InlineData("10 s and")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("PT1.5H30M")]
    [InlineData("PT1..5S")]
    [InlineData("20000 days")]
    [InlineData("99999999999999999999 s")]
    [InlineData("99999999999 weeks")]
    [InlineData("*/5 * * * *")]
    public void GuessIsNoReading(string text) => Assert.False(PlainDuration.TryRead(text, out _));

    [Fact]
    public void WhateverIsReadIsADuration()
    {
        string[] numbers = ["", "0", "1", "07", "10", "1.5", ".5", "1.", "99999", "1e3", "-1", "٣"];
        string[] units = ["", "ms", "S", "Sec", "minutes", "m", "M", "h", "hours", "day", "weeks", "months", ":00:10", ":", "PT"];
        string[] joints = ["", " ", ", ", " and ", ":", "T"];
        var read = 0;
        foreach (var first in Pairs(numbers, units))
        {
            foreach (var joint in joints)
            {
                foreach (var second in Pairs(["", "3", "45.5"], units))
                {
                    if (PlainDuration.TryRead(first + joint + second, out var duration))
                    {
                        read++;
                        Assert.True(Duration.TryParse(duration, out _), $"'{first + joint + second}' was read as '{duration}'");
                    }
                }
            }
        }

        Assert.InRange(read, 500, 10_000);
    }

    private static IEnumerable<string> Pairs(string[] numbers, string[] units) =>
        from number in numbers
        from unit in units
        from space in (string[])["", " "]
        select number + space + unit;
}
