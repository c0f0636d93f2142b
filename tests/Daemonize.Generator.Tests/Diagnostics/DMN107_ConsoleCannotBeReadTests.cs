using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN107_ConsoleCannotBeReadTests
{
    [Theory]
    [InlineData("{|DMN107:Console.ReadLine|}();")]
    [InlineData("{|DMN107:Console.ReadKey|}(true);")]
    [InlineData("{|DMN107:Console.Read|}();")]
    [InlineData("{|DMN107:Console.In|}.ReadToEnd();")]
    [InlineData("{|DMN107:Console.OpenStandardInput|}();")]
    [InlineData("_ = {|DMN107:Console.KeyAvailable|};")]
    [InlineData("Func<string?> read = {|DMN107:Console.ReadLine|}; read();")]
    public Task ReadingIsReported(string code) => InDaemonAsync(code);

    [Theory]
    [InlineData("{|DMN107:Console.Clear|}();")]
    [InlineData("{|DMN107:Console.Beep|}();")]
    [InlineData("{|DMN107:Console.SetCursorPosition|}(0, 0);")]
    [InlineData("{|DMN107:Console.CursorLeft|} = 0;")]
    [InlineData("{|DMN107:Console.CursorVisible|} = false;")]
    [InlineData("_ = {|DMN107:Console.WindowWidth|};")]
    [InlineData("_ = {|DMN107:Console.BufferHeight|};")]
    [InlineData("{|DMN107:Console.Title|} = \"News\";")]
    [InlineData("_ = {|DMN107:Console.GetCursorPosition|}();")]
    public Task MovingAboutIsReported(string code) => InDaemonAsync("#pragma warning disable CA1416\n" + code);

    [Theory]
    [InlineData("Console.WriteLine(1);")]
    [InlineData("Console.Error.Write(1);")]
    [InlineData("_ = Console.Out;")]
    [InlineData("_ = Console.IsInputRedirected;")]
    [InlineData("_ = nameof(Console.ReadLine);")]
    [InlineData("_ = new System.IO.StringReader(\"\").ReadLine();")]
    public Task WritingIsFine(string code) => InDaemonAsync(code);

    [Fact]
    public Task ReadingWithoutTheTypeIsReported() => Verify.ProgramAsync("""
        using static System.Console;

        internal static class News { [Daemon(Interval = "1s")] internal static void Fetch() => {|DMN107:ReadLine|}(); }
        """);

    [Fact]
    public Task ReadingInWhatADaemonCallsIsReported() => Verify.ProgramAsync(
        "internal static class News { [Daemon(Interval = \"1s\")] internal static void Fetch() => new Reader().Read(); }",
        """
        internal sealed class Reader
        {
            public void Read() => {|DMN107:Console.ReadLine|}();

            public void ReadElsewhere() => Console.ReadLine();
        }
        """);

    private static Task InDaemonAsync(string code) => Verify.MembersAsync($$"""
        [Daemon(Interval = "1s")]
        internal static void Fetch()
        {
            {{code}}
        }
        """);
}
