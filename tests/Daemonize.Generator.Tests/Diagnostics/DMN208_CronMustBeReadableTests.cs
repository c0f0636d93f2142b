using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN208_CronMustBeReadableTests
{
    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("0 */5 * * * *")]
    [InlineData("@daily")]
    [InlineData("0 0 * * MON#1")]
    [InlineData("off")]
    public Task ReadableExpressionIsFine(string cron) =>
        Verify.MembersAsync($"[Daemon(Cron = \"{cron}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("often")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("61 * * * *")]
    [InlineData("Off")]
    [InlineData("@never")]
    public Task OtherTextIsReported(string cron) =>
        Verify.MembersAsync($"[Daemon(Cron = {{|DMN208:\"{cron}\"|}})] internal static void Fetch() {{ }}");

    [Fact]
    public void ReasonIsThatOfTheReader()
    {
        Assert.False(CronText.TryParse("61 * * * *", out _, out var mistake));
        Assert.Contains("Minutes", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public Task EmptyTextHasAReasonToo() => Verify.MessageAsync(
        "DMN208",
        "Cron '' is not a cron expression: it is empty",
        "internal static class News { [Daemon(Cron = \"\")] internal static void Fetch() { } }");
}
