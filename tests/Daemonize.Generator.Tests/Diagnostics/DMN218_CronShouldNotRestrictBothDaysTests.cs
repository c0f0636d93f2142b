using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN218_CronShouldNotRestrictBothDaysTests
{
    [Theory]
    [InlineData("0 0 13 * 5")]
    [InlineData("30 4 1,15 * 5")]
    [InlineData("0 0 1-7 * MON")]
    [InlineData("0 0 1-31 * 1-5")]
    [InlineData("0 0 1/2 * SUN")]
    [InlineData("0 0 L * 5")]
    [InlineData("0 0 13 6 5")]
    [InlineData("0 0 0 13 * 5")]
    [InlineData("  0\t0 13  * 5 ")]
    public Task BothFieldsAreReported(string cron) =>
        Verify.MembersAsync($"[Daemon(Cron = {{|DMN218:@\"{cron}\"|}})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("0 0 13 * *")]
    [InlineData("0 0 * * 5")]
    [InlineData("0 0 13 * ?")]
    [InlineData("0 0 ? * 5")]
    [InlineData("0 0 */2 * 5")]
    [InlineData("0 0 13 * */2")]
    [InlineData("0 0 0 13 * *")]
    [InlineData("0 0 * * MON#1")]
    [InlineData("@monthly")]
    [InlineData("off")]
    public Task OneFieldIsFine(string cron) => Verify.MembersAsync($"[Daemon(Cron = \"{cron}\")] internal static void Fetch() {{ }}");

    [Fact]
    public Task MessageNamesTheExpression() => Verify.MessageAsync(
        "DMN218",
        "Cron '0 0 13 * 5' comes on days that match both the day of month and the day of week, unlike in cron(8), where either is " +
        "enough: write '*' for one of them",
        "internal static class News { [Daemon(Cron = \"0 0 13 * 5\")] internal static void Fetch() { } }");

    [Fact]
    public void DaemonIsGeneratedAllTheSame() => Assert.Contains(
        "\"cron=0 0 13 * 5\",",
        GeneratorHost.Generate("internal static class News { [Daemon(Cron = \"0 0 13 * 5\")] internal static void Fetch() { } }"),
        StringComparison.Ordinal);
}
