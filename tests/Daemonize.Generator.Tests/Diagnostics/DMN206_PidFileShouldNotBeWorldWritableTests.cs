using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN206_PidFileShouldNotBeWorldWritableTests
{
    [Theory]
    [InlineData("news.pid")]
    [InlineData("tmp/news.pid")]
    [InlineData("/run/news.pid")]
    [InlineData("/tmp/news/news.pid")]
    [InlineData("/run/lock/news/news.pid")]
    [InlineData("/tmpfiles/news.pid")]
    [InlineData("/srv/tmp/news.pid")]
    [InlineData("/tmp/../run/news.pid")]
    [InlineData("/tmp")]
    public Task OtherDirectoryIsFine(string path) =>
        Verify.MembersAsync($"[Daemon(PidFile = \"{path}\")] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("/tmp/news.pid")]
    [InlineData("/var/tmp/news.pid")]
    [InlineData("/dev/shm/news.pid")]
    [InlineData("/run/shm/news.pid")]
    [InlineData("/run/lock/news.pid")]
    [InlineData("/var/lock/news.pid")]
    [InlineData("//tmp//news.pid")]
    [InlineData("/./var/./tmp/./news.pid")]
    public Task WorldWritableDirectoryIsReported(string path) =>
        Verify.MembersAsync($"[Daemon(PidFile = {{|DMN206:\"{path}\"|}})] internal static void Fetch() {{ }}");

    [Fact]
    public Task LogFileIsNoPidFile() => Verify.MembersAsync("[Daemon(LogFile = \"/tmp/news.log\")] internal static void Fetch() { }");

    [Fact]
    public Task ConstantIsReportedWhereItIsUsed()
    {
        const string Source = """
            internal static class News
            {
                private const string Temporary = "/tmp";

                [Daemon(PidFile = {|DMN206:Temporary + "/news.pid"|})]
                internal static void Fetch() { }
            }
            """;
        return Verify.FixAsync<UseRuntimeDirectoryCodeFix>(Source, Source);
    }

    [Fact]
    public Task AttributeOfTheSameNameIsNone() => Verify.ProgramAsync("""
        namespace Other
        {
            internal sealed class DaemonAttribute : Attribute
            {
                public string? PidFile { get; set; }
            }

            internal static class News
            {
                [Daemon(PidFile = "/tmp/news.pid")] private static void Main() { }
            }
        }
        """);

    [Fact]
    public Task AllFilesAreMovedToTheRuntimeDirectory() => Verify.FixAsync<UseRuntimeDirectoryCodeFix>(
        """
        internal static class News
        {
            [Daemon(PidFile = {|DMN206:"/tmp/news.pid"|}, Interval = "10s")] internal static void Fetch() { }
            [Daemon(PidFile = {|DMN206:@"/run/lock//./prune.pid"|})] internal static void Prune() { }
        }
        """,
        """
        internal static class News
        {
            [Daemon(PidFile = "news.pid", Interval = "10s")] internal static void Fetch() { }
            [Daemon(PidFile = "prune.pid")] internal static void Prune() { }
        }
        """);
}
