using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN208_CronMustBeReadableTests
{
    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("0 */5 * * * *")]
    [InlineData("@daily")]
    [InlineData("0 0 L * MON#1")]
    [InlineData("off")]
    public Task ReadableExpressionIsFine(string cron) => Verify.MembersAsync($"[Daemon(Cron = \"{cron}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("often")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("61 * * * *")]
    [InlineData("Off")]
    [InlineData("@never")]
    public Task OtherTextIsReported(string cron) => Verify.MembersAsync($"[Daemon(Cron = {{|DMN208:\"{cron}\"|}})] internal static void Fetch() {{ }}");

    [Fact]
    public Task MessageHasTheReasonOfTheReader() => Verify.MessageAsync(
        "DMN208",
        "Cron '61 * * * *' is no cron expression: Minutes: Value must be a number between 0 and 59 (all inclusive)",
        "internal static class News { [Daemon(Cron = \"61 * * * *\")] internal static void Fetch() { } }");
}
