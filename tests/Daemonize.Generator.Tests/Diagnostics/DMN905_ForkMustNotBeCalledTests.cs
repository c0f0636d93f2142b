using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN905_ForkMustNotBeCalledTests
{
    private const string News = "internal static class News { [Daemon] internal static void Fetch() { } }";

    [Theory]
    [InlineData("[DllImport(\"libc\")] private static extern int {|DMN905:fork|}();")]
    [InlineData("[DllImport(\"c\")] private static extern int {|DMN905:vfork|}();")]
    [InlineData("[DllImport(\"libc.so.6\", SetLastError = true)] internal static extern int {|DMN905:_Fork|}();")]
    [InlineData("[DllImport(\"libc.so\")] private static extern int {|DMN905:daemon|}(int nochdir, int noclose);")]
    [InlineData("[DllImport(\"/lib/libc.musl-x86_64.so.1\", EntryPoint = \"fork\")] private static extern int {|DMN905:Split|}();")]
    [InlineData("void M() { [DllImport(\"libc\")] static extern int {|DMN905:fork|}(); }")]
    public Task ImportIsReported(string member) => VerifyAsync(member, News);

    [Theory]
    [InlineData("[DllImport(\"libc\")] private static extern int getpid();")]
    [InlineData("[DllImport(\"libc\", EntryPoint = \"getpid\")] private static extern int fork();")]
    [InlineData("[DllImport(\"libSystem.Native\", EntryPoint = \"SystemNative_ForkAndExecProcess\")] private static extern int Spawn();")]
    [InlineData("[DllImport(\"libcurl\")] private static extern int fork();")]
    [InlineData("[DllImport(\"cutlery\")] private static extern int fork();")]
    [InlineData("internal static int fork() => 0;")]
    [InlineData("[Obsolete] internal static int fork() => 0;")]
    public Task OtherMethodIsFine(string member) => VerifyAsync(member, News);

    [Fact]
    public Task LibraryImportIsReportedOnce() => VerifyAsync(
        """
        [LibraryImport("libc")] private static partial int {|DMN905:fork|}();
            [Obsolete] private static partial int fork() => 0;
            [LibraryImport("libc", EntryPoint = "daemon")] private static partial int {|DMN905:Detach|}(int nochdir, int noclose);
            private static partial int Detach(int nochdir, int noclose) => 0;
            [LibraryImport("libc")] private static partial int getpid();
            private static partial int getpid() => 0;
        """,
        News);

    [Fact]
    public Task ProgramWithoutDaemonsIsFine() =>
        VerifyAsync("[DllImport(\"libc\")] private static extern int fork();", "internal static class Entry { static void Main() { } }");

    private static Task VerifyAsync(string member, string program) => Verify.ProgramAsync(program, $$"""
        using System.Runtime.InteropServices;

        internal partial class Native
        {
            {{member}}
        }
        """);
}
