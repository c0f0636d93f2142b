using System.Globalization;
using System.Net;
using System.Numerics;
using Daemonize.CompilerServices;

namespace Daemonize.Tests.CompilerServices;

/// <summary>
/// Values as text: the accepted texts and their values, the refused texts, and that every written value can be read again.
/// </summary>
public sealed class OptionTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-128", -128)]
    [InlineData("+127", 127)]
    [InlineData("007", 7)]
    [InlineData("128", null)]
    [InlineData("-129", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("", null)]
    [InlineData(" 1", null)]
    [InlineData("1 ", null)]
    [InlineData("1,000", null)]
    [InlineData("1.0", null)]
    [InlineData("1e2", null)]
    [InlineData("0x10", null)]
    [InlineData("--1", null)]
    [InlineData("١", null)]
    [InlineData("1\n", null)]
    public void WholeNumbers(string text, int? value) =>
        Assert.Equal(value, OptionText.TryInteger(text, out sbyte read) ? read : null);

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("-.5", -0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1E-3", 0.001)]
    [InlineData("1,5", null)]
    [InlineData("1 5", null)]
    [InlineData("1e999", null)]
    [InlineData("-1e999", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("", null)]
    [InlineData("half", null)]
    public void Numbers(string text, double? value) => Assert.Equal(value, OptionText.TryReal(text, out double read) ? read : null);

    [Fact]
    public void NumberThatTheTypeCannotHoldIsNone()
    {
        Assert.False(OptionText.TryReal("70000", out Half _));
        Assert.False(OptionText.TryReal("1e40", out float _));
        Assert.False(OptionText.TryReal("79228162514264337593543950336", out decimal _));
        Assert.False(OptionText.TryInteger("-1", out UInt128 _));
        Assert.True(OptionText.TryInteger("340282366920938463463374607431768211455", out UInt128 largest));
        Assert.Equal(UInt128.MaxValue, largest);
        Assert.True(OptionText.TryInteger(new string('9', 100), out BigInteger _));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("0", false)]
    [InlineData("", null)]
    [InlineData("2", null)]
    [InlineData("t", null)]
    [InlineData(" true", null)]
    public void Switches(string text, bool? value) => Assert.Equal(value, OptionText.TryBoolean(text, out var read) ? read : null);

    [Theory]
    [InlineData("2026-01-31T12:00+01:00", "2026-01-31T11:00:00")]
    [InlineData("2026-01-31T12:00:30Z", "2026-01-31T12:00:30")]
    [InlineData("2026-01-31 12:00:30.25Z", "2026-01-31T12:00:30.25")]
    [InlineData("2026-01-31T12:00:30.Z", null)]
    [InlineData("31.01.2026", null)]
    [InlineData("01/02/2026", null)]
    [InlineData("2026-02-30", null)]
    [InlineData("2026-1-31", null)]
    [InlineData("12:00", null)]
    [InlineData("", null)]
    public void Instants(string text, string? utc) => Assert.Equal(
        utc is null ? default(DateTime?) : DateTime.Parse(utc, CultureInfo.InvariantCulture),
        OptionText.TryInstant(text, out var read) ? read.UtcDateTime : default(DateTime?));

    [Fact]
    public void InstantWithoutAnOffsetIsLocal()
    {
        Assert.True(OptionText.TryInstant("2026-07-31T12:00", out var read));
        Assert.Equal(new DateTimeOffset(new DateTime(2026, 7, 31, 12, 0, 0, DateTimeKind.Local)), read);
    }

    [Theory]
    [InlineData("13:45", true)]
    [InlineData("13:45:10", true)]
    [InlineData("13:45:10.5", true)]
    [InlineData("13:45:10.", false)]
    [InlineData("1:45 PM", false)]
    [InlineData("24:00", false)]
    public void Times(string text, bool isOne) => Assert.Equal(isOne, OptionText.TryTime(text, out _));

    [Theory]
    [InlineData("https://example.org", true)]
    [InlineData("mailto:a@b.c", true)]
    [InlineData("/etc/passwd", false)]
    [InlineData("example.org", false)]
    [InlineData("", false)]
    public void Addresses(string text, bool isOne) => Assert.Equal(isOne, OptionText.TryUri(text, out _));

    [Theory]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData("ab", false)]
    public void Characters(string text, bool isOne) => Assert.Equal(isOne, OptionText.TryChar(text, out _));

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        RoundTrip("", OptionText.TryString, OptionText.Format);
        RoundTrip(true, OptionText.TryBoolean, OptionText.Format);
        RoundTrip(false, OptionText.TryBoolean, OptionText.Format);
        RoundTrip(long.MinValue, OptionText.TryInteger, OptionText.FormatParsable);
        RoundTrip(UInt128.MaxValue, OptionText.TryInteger, OptionText.FormatParsable);
        RoundTrip(double.Epsilon, OptionText.TryReal, OptionText.FormatParsable);
        RoundTrip(double.MaxValue, OptionText.TryReal, OptionText.FormatParsable);
        RoundTrip(0.1f, OptionText.TryReal, OptionText.FormatParsable);
        RoundTrip(1.50m, OptionText.TryReal, OptionText.FormatParsable);
        RoundTrip('ß', OptionText.TryChar, OptionText.FormatParsable);
        RoundTrip(TimeSpan.Zero, OptionText.TryDuration, OptionText.Format);
        RoundTrip(TimeSpan.FromTicks(1), OptionText.TryDuration, OptionText.Format);
        RoundTrip(new TimeSpan(400, 1, 2, 3, 456), OptionText.TryDuration, OptionText.Format);
        RoundTrip(new DateTimeOffset(2026, 1, 31, 12, 0, 0, 1, TimeSpan.FromMinutes(-210)), OptionText.TryInstant, OptionText.Format);
        RoundTrip(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), OptionText.TryDateTime, OptionText.Format);
        RoundTrip(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Unspecified), OptionText.TryDateTime, OptionText.Format);
        RoundTrip(new DateOnly(2024, 2, 29), OptionText.TryDate, OptionText.Format);
        RoundTrip(new TimeOnly(23, 59, 59, 999), OptionText.TryTime, OptionText.Format);
        RoundTrip(new Uri("https://example.org/?a=b,c#d"), OptionText.TryUri, OptionText.Format);
        RoundTrip(Guid.NewGuid(), OptionText.TryGuid, OptionText.FormatParsable);
        RoundTrip(IPAddress.Parse("fe80::1"), OptionText.TryParsable, OptionText.FormatParsable);
    }

    private static void RoundTrip<T>(T value, OptionParser<T> parse, Func<T, string> format)
    {
        Assert.True(parse(format(value), out var back), format(value));
        Assert.Equal(value, back);
    }
}
