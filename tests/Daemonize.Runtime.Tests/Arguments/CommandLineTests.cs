using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Arguments;

/// <summary>The arguments after a verb.</summary>
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
        Assert.Equal(daemons, string.Join(' ', Parse(args).Daemons.Select(daemon => daemon.Definition.Name)));

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
    [InlineData("stop --kill", true)]
    [InlineData("stop --kill=yes", true)]
    [InlineData("stop --kill=off", false)]
    [InlineData("stop --kill --no-kill", false)]
    public void FlagOfAVerbIsReadAsOthersAre(string args, bool kills) => Assert.Equal(kills, Parse(args).Kill);

    [Theory]
    [InlineData("stop --kill=perhaps", "--kill of stop takes yes or no, not 'perhaps'")]
    [InlineData("unit --user=1000", "--user of unit takes yes or no, not '1000'")]
    [InlineData("start nothing", "no daemon is called 'nothing'; there is fetch, serve, sweep")]
    [InlineData("start Fetch", "no daemon is called 'Fetch'; there is fetch, serve, sweep")]
    [InlineData("start fetch ", "no daemon is called ''; there is fetch, serve, sweep")]
    [InlineData("start -f", "start has no option '-f'; see 'newsapp --help'")]
    [InlineData("start -n 5", "start has no option '-n'; see 'newsapp --help'")]
    [InlineData("logs -x", "logs has no option '-x'; see 'newsapp --help'")]
    [InlineData("logs -", "no daemon is called '-'; there is fetch, serve, sweep")]
    [InlineData("logs -n", "-n takes a number of lines from 0 to 2147483647, but nothing follows it")]
    [InlineData("logs -n -f", "-n takes a number of lines from 0 to 2147483647, not '-f'; a value that begins with '-' is written -n=-…")]
    [InlineData("logs -n -1", "--lines takes a number of lines from 0 to 2147483647, not '-1'")]
    [InlineData("logs -n 1,000", "--lines takes a number of lines from 0 to 2147483647, not '1,000'")]
    [InlineData("logs -n fetch", "--lines takes a number of lines from 0 to 2147483647, not 'fetch'")]
    [InlineData("logs --lines 2147483648", "--lines takes a number of lines from 0 to 2147483647, not '2147483648'")]
    public void MistakeIsAUsageError(string args, string message)
    {
        var exception = Assert.Throws<DaemonException>(() => Parse(args).Lines);

        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
    }

    [Theory]
    [InlineData("start --country de", "country=de")]
    [InlineData("start --country=de", "country=de")]
    [InlineData("start -c de", "country=de")]
    [InlineData("start -c=de", "country=de")]
    [InlineData("start --country=", "country=")]
    [InlineData("start --country -", "country=-")]
    [InlineData("start --country -1", "country=-1")]
    [InlineData("start --country -.5", "country=-.5")]
    [InlineData("start --country=--loud", "country=--loud")]
    [InlineData("start --country a=b", "country=a=b")]
    [InlineData("start --country=a=b", "country=a=b")]
    [InlineData("start --country de --country fr", "country=de country=fr")]
    [InlineData("start --loud", "loud=true")]
    [InlineData("start -l fetch", "loud=true")]
    [InlineData("start --no-loud", "loud=false")]
    [InlineData("start --loud=no", "loud=no")]
    [InlineData("start fetch --interval 5s", "interval=5s")]
    [InlineData("restart --country de", "country=de")]
    [InlineData("try-restart --country de", "country=de")]
    [InlineData("run --country de", "country=de")]
    [InlineData("once --country de", "country=de")]
    [InlineData("@session --country=de", "country=de")]
    [InlineData("@daemon fetch --country=de --umask=077", "country=de umask=077")]
    [InlineData("status --pid-file /x fetch", "pid-file=/x")]
    [InlineData("stop --stop-timeout 1s", "stop-timeout=1s")]
    [InlineData("start -- fetch", "")]
    public void OptionsAreThoseOfTheDaemon(string args, string options) => Assert.Equal(options, Options(args, Fetch));

    [Theory]
    [InlineData("start --contry de", "start has no option '--contry'; did you mean '--country'?")]
    [InlineData("start --no-lod", "start has no option '--no-lod'; did you mean '--no-loud'?")]
    [InlineData("start --no-country", "start has no option '--no-country'; did you mean '--country'?")]
    [InlineData("start -cde", "start has no option '-cde'; see 'newsapp --help'")]
    [InlineData("start --country", "--country takes text, but nothing follows it")]
    [InlineData("start --country --loud", "--country takes text, not '--loud'; a value that begins with '-' is written --country=-…")]
    [InlineData("start --no-loud=false", "--no-loud takes no value")]
    [InlineData("stop --country de", "stop has no option '--country'; see 'newsapp --help'")]
    [InlineData("status --umask 077", "status has no option '--umask'; see 'newsapp --help'")]
    [InlineData("start serve --country de", "serve has no option '--country'")]
    [InlineData("start serve --interval 5s", "serve has no option '--interval'")]
    [InlineData("start --pid-file /x", "--pid-file is for one daemon; name one of fetch, serve")]
    [InlineData("start -- --country", "no daemon is called '--country'; there is fetch, serve")]
    public void MistakeInAnOptionIsAUsageError(string args, string message)
    {
        var exception = Assert.Throws<DaemonException>(() => CommandLine.Parse(WithOptions, args.Split(' ')));

        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
    }

    [Fact]
    public void OptionOfOneDaemonIsNotThatOfAnother()
    {
        Assert.Equal("country=de interval=5s", Options("start --country de --interval 5s", Fetch));
        Assert.Equal("", Options("start --country de --interval 5s", Serve));
    }

    [Fact]
    public void PathsAreRelativeToTheCallersDirectory()
    {
        Assert.Equal("input=/srv/news/a.txt", Options("run --input ../news/./a.txt", Fetch, "/srv/old"));
        Assert.Equal("input=/a.txt", Options("run --input /a.txt", Fetch, "/srv/old"));
        Assert.Equal($"input={Path.GetFullPath("a.txt")}", Options("run --input a.txt", Fetch));
        Assert.Equal("pid-file=/srv/news.pid", Options("run fetch --pid-file news.pid", Fetch, "/srv"));
        Assert.Equal("umask=a.txt", Options("run --umask a.txt", Fetch, "/srv"));
    }

    private static readonly DaemonDefinition Fetch = new()
    {
        Name = "fetch",
        Bind = static _ => static (_, _) => new(0),
        Settings = ["interval=1s"],
        Options =
        [
            new() { Name = "country", Alias = 'c', Variable = "NEWSAPP_COUNTRY", Accepted = "text" },
            new() { Name = "loud", Alias = 'l', Variable = "NEWSAPP_LOUD", Accepted = "true or false", Form = OptionForm.Flag },
            new() { Name = "input", Variable = "NEWSAPP_INPUT", Accepted = "the path of a file", IsPath = true },
        ],
    };

    private static readonly DaemonDefinition Serve = Definitions.Create("serve");

    private static readonly DaemonProgram WithOptions = Definitions.CreateProgram(Fetch, Serve);

    private static string Options(string args, DaemonDefinition definition, string? directory = null) =>
        string.Join(
            ' ', CommandLine.Parse(WithOptions, args.Split(' '), directory).OptionsOf(definition).Arguments.Select(
                argument => argument[2..]));

    private static CommandLine Parse(string args) => CommandLine.Parse(Program, args.Split(' '));
}
