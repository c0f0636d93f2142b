using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN210_TimeZoneShouldBeKnownTests
{
    [Theory]
    [InlineData("local")]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    public Task KnownZoneIsFine(string zone) =>
        Verify.MembersAsync($"[Daemon(Cron = \"@daily\", TimeZone = \"{zone}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("Europe/Brelin")]
    [InlineData("Local")]
    [InlineData("../etc/passwd")]
    public Task UnknownZoneIsReported(string zone)
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _), "This machine has no time zone data.");
        return Verify.MembersAsync($"[Daemon(Cron = \"@daily\", TimeZone = {{|DMN210:\"{zone}\"|}})] internal static void Fetch() {{ }}");
    }

    [Fact]
    public void UnknownZoneIsGeneratedAllTheSame() => Assert.Contains(
        "\"time-zone=Europe/Brelin\",",
        GeneratorHost.Generate(
            "internal static class News { [Daemon(Cron = \"@daily\", TimeZone = \"Europe/Brelin\")] internal static void Fetch() { } }"),
        StringComparison.Ordinal);
}
