using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN112_MutexShouldNotGuardInstanceTests
{
    private const string News = "internal static class News { [Daemon] internal static void Fetch() { } }";

    [Theory]
    [InlineData("{|DMN112:new Mutex(true, \"news\")|}")]
    [InlineData("{|DMN112:new Mutex(true, Environment.MachineName, out _)|}")]
    [InlineData("{|DMN112:new Mutex(name: \"news\", initiallyOwned: false)|}")]
    [InlineData("{|DMN112:Mutex.OpenExisting(\"news\")|}")]
    [InlineData("{|DMN112:Mutex.TryOpenExisting(\"news\", out _)|}")]
    public Task NamedMutexIsReportedAnywhere(string expression) => Verify.ProgramAsync(News, Program(expression));

    [Theory]
    [InlineData("new Mutex()")]
    [InlineData("new Mutex(true)")]
    [InlineData("new Mutex(true, null)")]
    [InlineData("new Semaphore(1, 1)")]
    public Task MutexWithoutNameIsFine(string expression) => Verify.ProgramAsync(News, Program(expression));

    [Fact]
    public Task NamedMutexInADaemonMethodIsReportedOnce() => Verify.MembersAsync(
        "[Daemon(Interval = \"1s\")] internal static void Fetch() { using var mutex = {|DMN112:new Mutex(true, \"news\")|}; }");

    [Fact]
    public Task ProgramWithoutDaemonsIsFine() =>
        Verify.ProgramAsync("internal static class Entry { static void Main() { using var mutex = new Mutex(true, \"news\"); } }");

    private static string Program(string expression) => $$"""
        internal static class Entry
        {
            private static int Main(string[] args)
            {
                return Daemons.Run(args);
            }

            private static void Guard()
            {
                var mutex = {{expression}};
            }
        }
        """;
}
