using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN109_CurrentDirectoryShouldNotBeUsedTests
{
    [Theory]
    [InlineData("_ = {|DMN109:Environment.CurrentDirectory|};")]
    [InlineData("{|DMN109:Environment.CurrentDirectory|} = \"/srv\";")]
    [InlineData("_ = {|DMN109:System.IO.Directory.GetCurrentDirectory()|};")]
    [InlineData("{|DMN109:System.IO.Directory.SetCurrentDirectory(\"/srv\")|};")]
    public Task UseIsReported(string code) => InDaemonAsync(code, "");

    [Theory]
    [InlineData("_ = Environment.CurrentDirectory;")]
    [InlineData("{|DMN109:Environment.CurrentDirectory|} = \"/srv\";")]
    [InlineData("_ = System.IO.Directory.GetCurrentDirectory();")]
    [InlineData("{|DMN109:System.IO.Directory.SetCurrentDirectory(\"/srv\")|};")]
    public Task OfAChosenDirectoryOnlyTheChangeIsReported(string code) => InDaemonAsync(code, ", WorkingDirectory = \"/srv\"");

    [Theory]
    [InlineData("_ = Environment.SystemDirectory;")]
    [InlineData("_ = nameof(Environment.CurrentDirectory);")]
    [InlineData("_ = AppContext.BaseDirectory;")]
    public Task OtherDirectoryIsFine(string code) => InDaemonAsync(code, "");

    [Fact]
    public Task UseInWhatADaemonCallsIsReported() => Verify.MembersAsync("""
        [Daemon(Interval = "1s")] internal static void Fetch() => Console.WriteLine(Folder);
        private static string Folder => {|DMN109:Environment.CurrentDirectory|};
        private static string OtherFolder => Environment.CurrentDirectory;
        """);

    private static Task InDaemonAsync(string code, string setting) => Verify.MembersAsync($$"""
        [Daemon(Interval = "1s"{{setting}})]
        internal static void Fetch()
        {
            {{code}}
        }
        """);
}
