using Daemonize.Text;

namespace Daemonize.Tests.Text;

/// <summary>Durations in a column: three digits and one unit.</summary>
public sealed class ShortDurationTests
{
    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(.000_004, "0ms")]
    [InlineData(.000_006, "0.01ms")]
    [InlineData(.000_25, "0.25ms")]
    [InlineData(.009_994, "9.99ms")]
    [InlineData(.009_996, "10.0ms")]
    [InlineData(.0123, "12.3ms")]
    [InlineData(.0999, "99.9ms")]
    [InlineData(.099_96, "100ms")]
    [InlineData(.2118, "212ms")]
    [InlineData(.9994, "999ms")]
    [InlineData(.9996, "1.00s")]
    [InlineData(1.239, "1.24s")]
    [InlineData(9.999, "10.0s")]
    [InlineData(59.94, "59.9s")]
    [InlineData(59.96, "1m")]
    [InlineData(130, "2m10s")]
    [InlineData(3900, "1h5m")]
    [InlineData(90_000, "1d1h")]
    [InlineData(864_000_000, "10000d")]
    [InlineData(9.2e11, "10648148d3h")]
    public void ThreeDigits(double seconds, string text) => Assert.Equal(text, ShortDuration.Of(seconds));
}
