using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>
/// Values that must never change: hosts with different versions of this library compute the same. Another program has computed them.
/// </summary>
public sealed class StableHashTests
{
    private static StableHash None => default;

    [Fact]
    public void ValuesAreFixed()
    {
        Assert.Equal(0xf52a15e9a9b5e89bUL, None.Value);
        Assert.Equal(0x813f0174a2367c13UL, None.Add("").Value);
        Assert.Equal(0xf20ee291acc19bf9UL, None.Add("newsapp/fetch").Value);
        Assert.Equal(0xba1018a1e20d9b81UL, None.Add("é€😀").Value);
        Assert.Equal(0x813f0174a2367c13UL, None.Add(0).Value);
        Assert.Equal(0x9795737c4a2dacd5UL, None.Add(-1).Value);
        Assert.Equal(0xc1f9371c4c6ac813UL, None.Add("newsapp/fetch").Add(42).Add(7).Add(1764313526881).Value);
    }

    [Fact]
    public void BorderBetweenTextsCounts()
    {
        Assert.Equal(0xa5b1eaaaa6c9e9f3UL, None.Add("ab").Add("c").Value);
        Assert.Equal(0xade5d41324c74c4aUL, None.Add("a").Add("bc").Value);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 7)]
    [InlineData(5000, 3789)]
    [InlineData(long.MaxValue, 6988631756600861705)]
    public void NumbersUpToAMaximumAreFixed(long max, long expected) =>
        Assert.Equal(expected, None.Add("newsapp/fetch").Add(42).Add(7).Add(1764313526881).UpTo(max));

    /// <summary>Each of ten numbers about as often as the others, for slots that differ in their last digits only.</summary>
    [Fact]
    public void NumbersAreEvenlySpread()
    {
        var counts = new int[10];
        for (var slot = 0; slot < 10_000; slot++)
        {
            counts[None.Add("newsapp/fetch").Add(0).Add(1764313520000 + (slot * 10_000L)).UpTo(9)]++;
        }

        Assert.All(counts, static count => Assert.InRange(count, 850, 1150));
    }
}
