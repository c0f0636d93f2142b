using Daemonize.Commands;
using Daemonize.Generated;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary>What follows a verb.</summary>
public sealed class CommandLineTests
{
    private static readonly DaemonProgram Program =
        Definitions.CreateProgram(Definitions.Create("fetch"), Definitions.Create("serve"), Definitions.Create("sweep"));

    [Theory]
    [InlineData("start", "fetch serve sweep")]
    [InlineData("start serve", "serve")]
    [InlineData("start sweep fetch", "sweep fetch")]
    [InlineData("start serve serve fetch serve", "serve fetch")]
    [InlineData("logs -f serve -n 3 fetch", "serve fetch")]
    public void DaemonsAreThoseThatAreNamedOrAll(string args, string daemons) =>
        Assert.Equal(daemons, string.Join(' ', Parse(args).Daemons.Select(daemon => daemon.Name)));

    [Theory]
    [InlineData("logs", false, 10)]
    [InlineData("logs -f", true, 10)]
    [InlineData("logs --follow", true, 10)]
    [InlineData("logs -n 0", false, 0)]
    [InlineData("logs --lines 2147483647", false, int.MaxValue)]
    [InlineData("logs -n 5 -f -n 7", true, 7)]
    public void OptionsOfLogsAreRead(string args, bool follow, int lines)
    {
        var commandLine = Parse(args);

        Assert.Equal(follow, commandLine.Follow);
        Assert.Equal(lines, commandLine.Lines);
    }

    [Theory]
    [InlineData("start nothing", "no daemon is called 'nothing'; there is fetch, serve, sweep")]
    [InlineData("start Fetch", "no daemon is called 'Fetch'; there is fetch, serve, sweep")]
    [InlineData("start fetch ", "no daemon is called ''; there is fetch, serve, sweep")]
    [InlineData("start -f", "start has no option '-f'")]
    [InlineData("start -n 5", "start has no option '-n'")]
    [InlineData("logs -x", "logs has no option '-x'")]
    [InlineData("logs -", "logs has no option '-'")]
    [InlineData("logs -n", "-n takes a number of lines, not ''")]
    [InlineData("logs -n -1", "-n takes a number of lines, not '-1'")]
    [InlineData("logs -n +1", "-n takes a number of lines, not '+1'")]
    [InlineData("logs -n fetch", "-n takes a number of lines, not 'fetch'")]
    [InlineData("logs --lines 2147483648", "--lines takes a number of lines, not '2147483648'")]
    public void MistakeIsAUsageError(string args, string message)
    {
        var exception = Assert.Throws<DaemonException>(() => Parse(args));

        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
    }

    private static CommandLine Parse(string args) => CommandLine.Parse(Program, args.Split(' '));
}
