using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN209_CronMustComeTests
{
    [Theory]
    [InlineData("0 0 29 2 *")]
    [InlineData("0 0 31 12 *")]
    [InlineData("0 0 L 2 *")]
    public Task RareTimeIsFine(string cron) => Verify.MembersAsync($"[Daemon(Cron = \"{cron}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 0 31 4,6,9,11 *")]
    public Task TimeThatNeverComesIsReported(string cron) =>
        Verify.MembersAsync($"[Daemon(Cron = {{|DMN209:\"{cron}\"|}})] internal static void Fetch() {{ }}");
}
