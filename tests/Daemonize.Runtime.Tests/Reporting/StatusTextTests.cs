using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Daemonize.Reporting;

namespace Daemonize.Tests.Reporting;

/// <summary>The status text that a daemon writes, and what is read from it.</summary>
public sealed class StatusTextTests
{
    /// <summary>Stands for one half of a surrogate pair, which an attribute argument cannot contain.</summary>
    private const string Half = "half";

    /// <summary>The longest path on Linux: PATH_MAX counts the NUL.</summary>
    private const int PathLength = 4095;

    private static readonly string[] Options = ["--country=de", "--name=a \"b\""];

    private static readonly StatusText Full = new()
    {
        Name = "fetch:2",
        Pid = 39815,
        StartTime = long.MaxValue,
        Ticks = 13,
        Skipped = 2,
        Late = 3,
        Failed = 4,
        Next = new DateTimeOffset(2026, 11, 25, 1, 2, 3, TimeSpan.Zero).AddTicks(1_234_567),
        Program = "newsapp",
        ProgramVersion = "1.2.3",
        StartedAt = new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero),
        Options = Options,
        LogFile = "/var/log/newsapp/fetch.log",
        ErrorFile = "null",
        TimeZone = "Europe/Berlin",
        Stopping = true,
        Scheduled = true,
        HistoryError = "cannot write /run/x.history: no space left on device",
        RunningSince = new DateTimeOffset(2026, 11, 25, 1, 2, 4, TimeSpan.Zero),
        LastTick =
            new()
            {
                Number = 13,
                StartedAt = new DateTimeOffset(2026, 11, 25, 1, 2, 2, TimeSpan.Zero),
                Duration = TimeSpan.FromMilliseconds(12.5),
                Succeeded = true
            },
        LastError = new() { Message = "no \"route\"", OccurredAt = new DateTimeOffset(2026, 11, 25, 1, 2, 1, TimeSpan.Zero) },
        Due = 123_456,
        Reloads = 2,
        ReloadError = "bad",
        TickSignal = 10,
        TickAnswers = new(Accepted: 3, "began tick 12", Refused: 1, "tick 13 is running"),
        HandOverSignal = 60,
        HandOverAnswer = new(number: 2, isAccepted: true, "host-b:377 leads (token 5)"),
        Cluster =
            new()
            {
                Role = DaemonClusterRole.Follower,
                Token = 5,
                Leader = "host-b:377",
                Shards = 16,
                ShardsTotal = 64,
                LeaseEndsAt = new DateTimeOffset(2026, 11, 25, 1, 2, 5, TimeSpan.Zero),
                StoreSilentSince = new DateTimeOffset(2026, 11, 25, 1, 2, 6, TimeSpan.Zero),
            },
        Restarts = 4,
        PreviousExit = new() { Reason = "killed by SIGKILL", EndedAt = new DateTimeOffset(2026, 11, 24, 1, 2, 2, TimeSpan.Zero) },
        Exit = new() { ExitCode = 3, Reason = "stopped by SIGTERM", EndedAt = new DateTimeOffset(2026, 11, 25, 1, 2, 4, TimeSpan.Zero) },
        Report = "half \"done\" <b>\u001b[31m\n\0 ö 🚀",
    };

    /// <summary>The text that a number has as a double, which would load the culture data.</summary>
    [Theory]
    [InlineData(0, "0")]
    [InlineData(4, "0")]
    [InlineData(5, "0.001")]
    [InlineData(125_000, "12.5")]
    [InlineData(1_000_000, "100")]
    [InlineData(12_345_678, "1234.568")]
    [InlineData(9_999_995, "1000")]
    [InlineData(long.MaxValue / 2, "461168601842738.79")]
    public void MillisecondsHaveUpToThreeDecimals(long ticks, string expected)
    {
        var tick =
            new DaemonTick
            {
                Number = 1,
                StartedAt = DateTimeOffset.UnixEpoch,
                Duration = TimeSpan.FromTicks(ticks),
                Succeeded = true,
            };
        var status = Full with { LastTick = tick };

        Assert.Contains($"\"milliseconds\":{expected},", Encoding.UTF8.GetString(status.Format()), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryMemberComesBack() => Assert.Equivalent(Full, Parse(Full), strict: true);

    [Fact]
    public void WhatIsNotKnownIsNotWritten()
    {
        var text = new StatusText { Name = "fetch", Pid = 1, Options = Options };

        Assert.Equal(text, Parse(text));
        Assert.Equal(
            ["version", "name", "program", "programVersion", "pid", "startTime", "startedAt", "options", "stopping", "scheduled",
                "history", "skipped", "late", "failed", "reloads"], Names(text));
    }

    /// <summary>A new member must be written, too.</summary>
    [Fact]
    public void EveryMemberIsWritten() =>
        Assert.Equal(
            typeof(StatusText).GetProperties().Select(static property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(),
            Names(Full).Order());

    [Fact]
    public void WhatALaterVersionAddsIsGoneBy() => Assert.Equivalent(
        new StatusText { Version = 2, Name = "fetch", Pid = 3, LastError = new() { Message = "no", OccurredAt = default } },
        StatusText.Parse(
            "{\"version\":2,\"new\":{\"a\":[1,{}]},\"name\":\"fetch\",\"lastError\":{\"more\":[[]],\"text\":\"no\"},\"other\":null,\"pid\":3}"u8),
        strict: true);

    [Fact]
    public void HalfACharacterDoesNotCostTheStatus()
    {
        var found = Parse(Full with { Report = "cut \ud83d" });

        Assert.Equivalent(Full with { Report = "cut \ufffd" }, found, strict: true);
    }

    /// <summary>The .NET encoders escape more characters, and are slow at first use.</summary>
    [Fact]
    public void TextIsEscapedOnlyWhereItMustBe()
    {
        var text = new StatusText { Report = "<a> & 'b' + ö 🚀 \"c\" \\ \n \u001b \u007f \u009f" };

        Assert.Contains(
            """
            "report":"<a> & 'b' + ö 🚀 \"c\" \\ \u000a \u001b \u007f \u009f",
            """,
            Encoding.UTF8.GetString(text.Format()),
            StringComparison.Ordinal);
        Assert.Equal(text.Report, StatusText.Parse(text.Format())!.Report);
    }

    /// <summary>Characters of any kind in every text, as long as a program may make them: a reader still accepts the whole.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("ö")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("🚀")]
    [InlineData("x🚀")]
    [InlineData(Half)]
    public void LongestTextIsRead(string character)
    {
        var piece = character == Half ? "\ud83d" : character;
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        var exit = new DaemonExit { ExitCode = 1, Reason = text, EndedAt = DateTimeOffset.MaxValue };
        var status = Full with
        {
            Name = text,
            Program = text,
            ProgramVersion = text,
            LogFile = text[..PathLength],
            ErrorFile = text[^PathLength..],
            TimeZone = text,
            Options = [.. Enumerable.Repeat(text, 10), .. Enumerable.Repeat("", 10_000)],
            LastError = new() { Message = text, OccurredAt = DateTimeOffset.MaxValue },
            Report = text,
            ReloadError = text,
            TickAnswers = new(Accepted: long.MaxValue, text, Refused: long.MaxValue, text),
            HandOverAnswer = new(long.MaxValue, isAccepted: true, text),
            PreviousExit = exit,
            Exit = exit,
        };

        var bytes = status.Format();
        Assert.InRange(bytes.Length, 1, StatusLimits.MaxLength);
        var found = StatusText.Parse(bytes)!;
        Assert.EndsWith("…", found.Report, StringComparison.Ordinal);
        Assert.Equal(character == Half, found.Report!.Contains('\ufffd', StringComparison.Ordinal));
        Assert.InRange(found.Report.Length, 999, 1001);
        Assert.Equal((PathLength, PathLength), (found.LogFile!.Length, found.ErrorFile!.Length));

        // Cutting the text again, as a reader and a writer of the end do, does not change it.
        Assert.Equal(bytes, (found with { Options = [.. found.Options] }).Format());
    }

    /// <summary>A truncated path is another path, which <c>logs</c> would read.</summary>
    [Fact]
    public void PathIsWholeOrNotThere()
    {
        var found = Parse(Full with { LogFile = new string('x', PathLength), ErrorFile = new string('x', PathLength + 1) });

        Assert.Equal((new string('x', PathLength), null), (found!.LogFile, found.ErrorFile));
    }

    [Fact]
    public void OptionsStayWholeAndTheRestIsCounted()
    {
        string[] options = [.. Enumerable.Range(0, 5_000).Select(static number => $"--tag=10.0.0.{number}")];
        var found = Parse(new StatusText { Options = options }.Format());
        Assert.Equal(options[..(found.Length - 1)], found[..^1]);
        Assert.Equal($"… and {options.Length - (found.Length - 1)} more", found[^1]);
        Assert.InRange(found.Length, 100, 1_000);

        static string[] Parse(byte[] text) => StatusText.Parse(text)!.Options;
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("39815\n")]
    [InlineData("{\"version\":4,\"name\":\"fetch\",\"pid\":1}")]
    [InlineData("{\"version\":0}")]
    [InlineData("{\"version\":\"2\"}")]
    [InlineData("{\"version\":2")]
    [InlineData("{\"version\":2}{\"version\":2}")]
    [InlineData("{\"version\":2,\"pid\":4294967296}")]
    [InlineData("{\"version\":2,\"pid\":1.5}")]
    [InlineData("{\"version\":2,\"ticks\":99999999999999999999}")]
    [InlineData("{\"version\":2,\"skipped\":null}")]
    [InlineData("{\"version\":2,\"next\":\"tomorrow\"}")]
    [InlineData("{\"version\":2,\"next\":\"9999-99-99T00:00:00Z\"}")]
    [InlineData("{\"version\":2,\"report\":{\"text\":1}}")]
    [InlineData("{\"version\":2,\"report\":\"\\ud83d\"}")]
    [InlineData("{\"Version\":1,\"Name\":\"fetch\"}")]
    public void ForeignTextIsNone(string text) => Assert.Null(StatusText.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void WhatIsNotTextIsNone() => Assert.Null(StatusText.Parse([.. "{\"version\":2,\"report\":\""u8, 0xff, 0xfe, .. "\"}"u8]));

    [Fact]
    public void NestingWithoutAnEndIsNone() =>
        Assert.Null(StatusText.Parse(Encoding.UTF8.GetBytes("{\"version\":2,\"other\":" + new string('[', 60_000))));

    [Fact]
    public void TruncatedTextIsNone()
    {
        var text = Full.Format();
        for (var length = 0; length < text.Length; length++)
        {
            Assert.Null(StatusText.Parse(text.AsSpan(0, length)));
        }
    }

    /// <summary>Whatever damages the file, reading may return another value but never throws.</summary>
    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
    public void DamagedTextThrowsNothing()
    {
        var random = new Random(20261125);
        var text = Full.Format();
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = text.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            _ = StatusText.Parse(damaged);
        }
    }

    /// <summary>Array equality is reference equality, so the contents are compared here.</summary>
    private static StatusText? Parse(StatusText text)
    {
        var found = StatusText.Parse(text.Format());
        Assert.Equal(text.Options, found?.Options);
        return found is null ? null : found with { Options = text.Options };
    }

    private static List<string> Names(StatusText text)
    {
        using var document = JsonDocument.Parse(text.Format());
        return [.. document.RootElement.EnumerateObject().Select(static property => property.Name)];
    }
}
