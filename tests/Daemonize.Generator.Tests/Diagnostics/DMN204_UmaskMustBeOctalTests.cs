using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN204_UmaskMustBeOctalTests
{
    [Theory]
    [InlineData("000")]
    [InlineData("22")]
    [InlineData("0022")]
    [InlineData("777")]
    public Task OctalIsFine(string umask) => Verify.MembersAsync($"[Daemon(Umask = \"{umask}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("")]
    [InlineData("028")]
    [InlineData("1000")]
    [InlineData("00022")]
    [InlineData("-22")]
    [InlineData("0x12")]
    [InlineData("u=rwx")]
    [InlineData("77777777777777777777")]
    public Task OtherTextIsReported(string umask) =>
        Verify.MembersAsync($"[Daemon(Umask = {{|DMN204:\"{umask}\"|}})] internal static void Fetch() {{ }}");
}
