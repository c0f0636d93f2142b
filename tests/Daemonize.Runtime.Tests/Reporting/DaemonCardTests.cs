using System.Text;
using System.Text.Json;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Reporting;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Reporting;

/// <summary>The text of a card: the format of docs/cards.md, its limits, and what a reader accepts.</summary>
public sealed class DaemonCardTests
{
    private const int MaxLength = 512 * 1024;

    private static readonly DaemonCard Card = new()
    {
        Program = "newsapp",
        ProgramVersion = "1.2.0",
        Command = ["/usr/bin/dotnet", "/srv/news/newsapp.dll"],
        Daemon = "fetch",
        Instance = 2,
        PidFile = "/run/newsapp/fetch.2.pid",
        LogFile = "/var/log/newsapp/fetch.2.log",
        ErrorFile = "/var/log/newsapp/fetch.2.log",
        Schedule = "every 1m",
        Summary = "Fetches the headlines",
        Options = ["--country=de"],
        Settings = [new("Interval", "1m", "option")],
        User = "news",
        UserId = 1000,
        StartedAt = new DateTimeOffset(2026, 11, 29, 12, 5, 8, TimeSpan.Zero),
    };

    /// <summary>Other programs read this text: a change is a change of the public format.</summary>
    [Fact]
    public void TextIsOneLineOfTheDocumentedMembers() => Assert.Equal(
        """
        {"version":1,"program":"newsapp","programVersion":"1.2.0","command":["/usr/bin/dotnet","/srv/news/newsapp.dll"],"daemon":"fetch","instance":2,"pidFile":"/run/newsapp/fetch.2.pid","logFile":"/var/log/newsapp/fetch.2.log","errorFile":"/var/log/newsapp/fetch.2.log","schedule":"every 1m","summary":"Fetches the headlines","options":["--country=de"],"settings":[{"name":"Interval","value":"1m","source":"option"}],"user":"news","userId":1000,"startedAt":"2026-11-29T12:05:08+00:00"}

        """,
        Encoding.UTF8.GetString(Card.Format()!));

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var read = DaemonCard.Parse(Card.Format());

        Assert.NotNull(read);
        Assert.Equal(Card.Command, read.Command);
        Assert.Equal(Card.Options!, read.Options!);
        Assert.Equal(Card.Settings, read.Settings);
        Assert.Equal(Card, read with { Command = Card.Command, Options = Card.Options, Settings = Card.Settings });
    }

    [Fact]
    public void MembersOfLaterVersionsAreSkipped()
    {
        var text = Encoding.UTF8.GetString(Card.Format()!).Replace(
            "\"daemon\"", "\"later\":{\"a\":[1,{\"b\":null}]},\"daemon\"", StringComparison.Ordinal);

        Assert.Equal("fetch", DaemonCard.Parse(Encoding.UTF8.GetBytes(text))?.Daemon);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":2,\"program\":\"newsapp\"}")]
    [InlineData("{\"version\":1,\"program\":7}")]
    [InlineData("{\"version\":1,\"program\":null}")]
    [InlineData("{\"version\":1,\"command\":\"/bin/sh\"}")]
    [InlineData("{\"version\":1,\"command\":[1]}")]
    [InlineData("{\"version\":1,\"settings\":[\"Interval\"]}")]
    [InlineData("{\"version\":1,\"settings\":[{\"name\":[]}]}")]
    [InlineData("{\"version\":1,\"userId\":-1}")]
    [InlineData("{\"version\":1,\"instance\":99999999999}")]
    [InlineData("{\"version\":1,\"startedAt\":\"yesterday\"}")]
    [InlineData("{\"version\":1")]
    [InlineData("{\"version\":1} {}")]
    public void AnythingElseIsNoCard(string text) => Assert.Null(DaemonCard.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void InvalidUtf8IsNoCard() => Assert.Null(DaemonCard.Parse("{\"version\":1,\"program\":\"\xff\"}"u8.ToArray().Select(
        static one => one == 0xc3 ? (byte)0xff : one).ToArray()));

    [Theory]
    [InlineData('x')]
    [InlineData('\u001b')]
    [InlineData('ä')]
    [InlineData('\ud800')]
    public void LongestTextIsAccepted(char letter)
    {
        string Long(int length) => new(letter, length);
        var longest = Card with
        {
            Program = Long(70_000),
            Command = ["/" + Long(7900)],
            PidFile = "/" + Long(4000),
            LogFile = "/" + Long(4000),
            ErrorFile = "/" + Long(4000),
            Summary = Long(70_000),
            Options = CardLimits.WholeOptions([Long(15_000)]),
            Settings = [.. Enumerable.Repeat(new CardSetting(Long(300), Long(70_000), Long(300)), 60)],
            Problem = Long(70_000),
        };

        var text = longest.Format()!;

        Assert.InRange(text.Length, 30_000, MaxLength);
        var read = DaemonCard.Parse(text)!;
        Assert.Equal((longest.Options![0].Length, longest.PidFile.Length), (read.Options![0].Length, read.PidFile!.Length));
    }

    /// <summary>A part of a command is another command.</summary>
    [Fact]
    public void CommandThatDoesNotFitMakesNoCard() => Assert.Null((Card with { Command = [new string('x', 9000)] }).Format());

    /// <summary>A start with some of the options is another start, so a reader must see that they are not known.</summary>
    [Fact]
    public void OptionsThatDoNotFitAreLeftOut()
    {
        var text = (Card with { Options = CardLimits.WholeOptions([new string('x', 20_000)]) }).Format();

        Assert.DoesNotContain("\"options\"", Encoding.UTF8.GetString(text!), StringComparison.Ordinal);
        Assert.Null(DaemonCard.Parse(text)!.Options);
    }

    [Fact]
    public void ControlCharactersAreEscaped()
    {
        var text = Encoding.UTF8.GetString((Card with { Summary = "a\e[31m\n\u009b" }).Format()!);

        Assert.Contains("a\\u001b[31m\\u000a\\u009b", text, StringComparison.Ordinal);
        Assert.Equal("a\e[31m\n\u009b", JsonDocument.Parse(text).RootElement.GetProperty("summary").GetString());
    }

    [Fact]
    public void InstanceIsDescribed()
    {
        var definition = new DaemonDefinition
        {
            Name = "fetch",
            Description = "Fetches the headlines",
            Bind = static _ => static (_, _) => new(0),
            Settings = ["interval=1m", "pid-file=/run/news/f.pid", "log-file=null", "user=news", "stop-timeout=30s"],
        };
        var given = new SuppliedOptions();
        given.AddArgument("interval", "90s");

        var card = DaemonCard.Of(new DaemonInstance(definition, Definitions.CreateProgram(definition), given, 3), startedAt: null);

        Assert.Equal(("newsapp", "1.0.0", "fetch", 3), (card.Program, card.ProgramVersion, card.Daemon, card.Instance));
        Assert.Equal(("/run/news/f.3.pid", "null", "null"), (card.PidFile, card.LogFile, card.ErrorFile));
        Assert.Equal(("every 1m 30s", "Fetches the headlines", "news"), (card.Schedule, card.Summary, card.User));
        Assert.Equal(["--interval=90s"], card.Options!);
        Assert.Equal(
            [
                new("Interval", "90s", "option"), new("PidFile", "/run/news/f.pid", "attribute"), new("LogFile", "null", "attribute"),
                new("User", "news", "attribute"),
            ],
            card.Settings);
        Assert.StartsWith("/", card.Command[0], StringComparison.Ordinal);
        Assert.Null(card.StartedAt);
    }

    [Theory]
    [InlineData("every 5s", "interval=5s")]
    [InlineData("2m after each tick", "delay=2m")]
    [InlineData("cron 0 3 * * *", "cron=0 3 * * *")]
    [InlineData("cron 0 3 * * * in Europe/Berlin", "cron=0 3 * * *", "time-zone=Europe/Berlin")]
    [InlineData("ticks on SIGUSR1", "interval=off")]
    [InlineData("ticks on SIGUSR1", "cron=off")]
    [InlineData(null)]
    public void ScheduleIsInTheWordsOfTheHelp(string? schedule, params string[] settings)
    {
        var definition = Definitions.With("fetch", settings);
        var instance = new DaemonInstance(definition, Definitions.CreateProgram(definition), new SuppliedOptions());

        Assert.Equal(schedule, DaemonCard.Of(instance, startedAt: null).Schedule);
    }
}
