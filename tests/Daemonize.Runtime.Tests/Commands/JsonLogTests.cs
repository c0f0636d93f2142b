using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Daemonize.Commands;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary><c>logs --format json</c>: an object for each entry, each in one line, whatever the log contains.</summary>
[Collection(ProcessWide.Name)]
public sealed class JsonLogTests : IDisposable
{
    private const int StandardOutput = 1;
    private const string Time = "2026-11-25T01:04:37.861Z";

    private readonly TestFolder _folder = new();

    private string LogPath => _folder["fetch.log"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData(
        $"{Time} info  fetch: started (pid 7)\n",
        $$"""{"time":"{{Time}}","level":"info","daemon":"fetch:2","category":"fetch","text":"started (pid 7)"}""")]
    [InlineData(
        $"{Time} crit  News.Api: a: b\n",
        $$"""{"time":"{{Time}}","level":"crit","daemon":"fetch:2","category":"News.Api","text":"a: b"}""")]
    [InlineData(
        $"{Time} error no category\n",
        $$"""{"time":"{{Time}}","level":"error","daemon":"fetch:2","category":null,"text":"no category"}""")]
    [InlineData($"{Time} [WRN] other\n", $$"""{"time":"{{Time}}","level":null,"daemon":"fetch:2","category":null,"text":"[WRN] other"}""")]
    [InlineData($"{Time}\n", $$"""{"time":"{{Time}}","level":null,"daemon":"fetch:2","category":null,"text":""}""")]
    [InlineData("printed\n", """{"time":null,"level":null,"daemon":"fetch:2","category":null,"text":"printed"}""")]
    [InlineData("unfinished", """{"time":null,"level":null,"daemon":"fetch:2","category":null,"text":"unfinished"}""")]
    [InlineData("\n", """{"time":null,"level":null,"daemon":"fetch:2","category":null,"text":""}""")]
    public void LineIsAnObject(string log, string json) => Assert.Equal(json.Length == 0 ? "" : json + "\n", Show(log));

    [Theory]
    [InlineData(
        $"{Time} error fetch: it failed\n    System.Exception: no route\n       at Fetch()\n    \n{Time} info  fetch: next\n",
        "it failed|System.Exception: no route|   at Fetch()|", "next")]
    [InlineData("Unhandled exception. X\n   at A()\n\tat B()\nend\n", "Unhandled exception. X|   at A()|\tat B()", "end")]
    [InlineData("one\ntwo\n", "one", "two")]
    public void FurtherLinesBelongToTheEntry(string log, params string[] texts) =>
        Assert.Equal(texts.Select(static text => text.Replace('|', '\n')), Objects(Show(log)).Select(TextOf));

    [Fact]
    public void RecordInJsonHasTheSameMembers()
    {
        const string others =
            """ "state":{"Failed":3,"Big":123456789012345678901234567890,"Deep":[{"a":null,"b":[true,false]}]},"scopes":["m"]""";
        var log =
            $$"""{"time":"{{Time}}","level":"warn","category":"fetch","message":"3 of 5\nfailed","exception":"X: y\n   at Z()",{{others}}}""";

        Assert.Equal(
            $$"""{"time":"{{Time}}","level":"warn","daemon":"fetch:2","category":"fetch","""
                + "\"text\":\"3 of 5\\u000afailed\\u000aX: y\\u000a   at Z()\"," + others.Trim() + "}\n",
            Show(log + "\n"));
    }

    /// <summary>An indented line after a record in JSON is the program's own output.</summary>
    [Fact]
    public void RecordInJsonIsComplete() => Assert.Equal(
        ["done", "  printed"],
        Objects(Show($$"""{"time":"{{Time}}","level":"info","category":"fetch","message":"done"}""" + "\n  printed\n")).Select(TextOf));

    [Theory]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"info","category":"c","message":"m","text":"forged"}""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"info","category":"c","message":"m","daemon":"forged"}""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"info","category":"c","message":"m","level":"twice"}""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"info","category":"c","message":"m","exception":{}}""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"info","category":"c","message":7}""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"loud","category":"c","message":"m"}""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"info","category":"c","message":"m"} and more""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","level":"info","category":"c","message":"m","state":""")]
    [InlineData("""{"time":"2026-11-25T01:04:37.861Z","other":1}""")]
    public void OtherJsonIsText(string line)
    {
        var json = Assert.Single(Objects(Show(line + "\n")));

        Assert.Equal((line, Time), (TextOf(json), json.GetProperty("time").GetString()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("level").ValueKind);
    }

    [Fact]
    public void NothingActsOnATerminalAndAllIsValid()
    {
        File.WriteAllBytes(
            LogPath,
            [.. "\e[31mred\u009b\0\"\\\r\n"u8, 0xff, 0xc3, (byte)'\n',
                .. Encoding.UTF8.GetBytes($$"""{"time":"{{Time}}","level":"info","category":"c","message":"m","state":{"a":"x\u001b"""),
                .. "\u009b"u8, 0xff, .. "\"}}\n"u8]);

        var shown = Show();

        Assert.DoesNotContain(shown, static letter => char.IsControl(letter) && letter != '\n');
        Assert.Equal(["\e[31mred\u009b\0\"\\\r", "\ufffd\ufffd", "m"], Objects(shown).Select(TextOf));
        Assert.Equal("x\e\u009b\ufffd", Objects(shown)[2].GetProperty("state").GetProperty("a").GetString());
    }

    /// <summary>No object has more than 64 Ki characters of text, and nothing is lost.</summary>
    [Theory]
    [InlineData(1_000_000, 1)]
    [InlineData(1000, 3000)]
    public void LongEntriesAreContinued(int length, int lines)
    {
        var rest = string.Concat(Enumerable.Repeat("\n    " + new string('y', length), lines - 1));
        var objects = Objects(Show($"{Time} error fetch: {string.Concat(Enumerable.Repeat("𝄞", length / 2))}{rest}\nend\n"));

        Assert.All(objects, static json => Assert.InRange(TextOf(json).Length, 0, 64 * 1024));
        Assert.Equal(Time, objects[0].GetProperty("time").GetString());
        Assert.All(objects[1..^1], static json =>
        {
            Assert.True(json.GetProperty("continues").GetBoolean());
            Assert.Equal((JsonValueKind.Null, "error"), (json.GetProperty("time").ValueKind, json.GetProperty("level").GetString()));
        });
        Assert.Equal(length / 2 * 2, string.Concat(objects.Select(TextOf)).Count(letter => char.IsSurrogate(letter)));
        Assert.Equal(length * (lines - 1), string.Concat(objects.Select(TextOf)).Count(static letter => letter == 'y'));
        Assert.Equal("end", TextOf(objects[^1]));
    }

    /// <summary>The number of lines is that of the text: it may cut an entry.</summary>
    [Fact]
    public void LinesAreCountedAsInText()
    {
        var json = Assert.Single(Objects(Show($"{Time} error fetch: failed\n    at A()\n    at B()\n", lines: 2)));
        Assert.Equal("    at A()\n    at B()", TextOf(json));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("time").ValueKind);
    }

    [Fact]
    public void SeveralLogsAreMergedByTheTimesOfEntries()
    {
        static string At(int second) => $"2026-11-25T01:04:0{second}.000Z";
        File.WriteAllText(LogPath, $"{At(1)} info  a: one\n    more\n{At(3)} warn  a: three\n    more\n");
        File.WriteAllText(_folder["b.log"], $"{At(2)} info  b: two\n    more\n");
        var text = Capture(output =>
        {
            using var a = new LogTail("a", LogPath, output);
            using var b = new LogTail("b", _folder["b.log"], output);
            Logs.ShowPast([a, b], output, 10, since: null, mayBeUnfinished: true);
        });

        Assert.Equal(["one\nmore", "two\nmore", "three\nmore"], Objects(text).Select(TextOf));
    }

    /// <summary>A follower shows an entry when no further line has come for a moment, and a line that comes later all the same.</summary>
    [Fact]
    public void FollowerWaitsAMomentForFurtherLines()
    {
        File.WriteAllText(LogPath, "");
        var steps = new List<string>();
        _ = Capture(output =>
        {
            using var tail = new LogTail("fetch", LogPath, output);
            Logs.ShowPast([tail], output, 10, since: null, mayBeUnfinished: false);
            Assert.Equal(long.MaxValue, output.OpenUntil);

            Append($"{Time} error fetch: failed\n", tail);
            var first = output.OpenUntil;
            Assert.InRange(first, Stopwatch.GetTimestamp() - Stopwatch.Frequency, Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10));
            output.EndEntries(first - 1);
            Append("    at A()\n", tail);
            Assert.True(output.OpenUntil > first);
            output.EndEntries(output.OpenUntil);
            Assert.Equal(long.MaxValue, output.OpenUntil);

            Append("    at B()\n", tail);
            Append("next\n", tail);
            output.EndEntries(long.MaxValue);
        }, steps);

        Assert.Equal(["failed\nat A()", "at B()", "next"], Objects(steps[0]).Select(TextOf));
        Assert.True(Objects(steps[0])[1].GetProperty("continues").GetBoolean());
        Assert.Equal("error", Objects(steps[0])[1].GetProperty("level").GetString());
    }

    private void Append(string text, LogTail tail)
    {
        File.AppendAllText(LogPath, text);
        tail.ShowNew();
    }

    private string Show(string log, int lines = int.MaxValue)
    {
        File.WriteAllText(LogPath, log);
        return Show(lines);
    }

    private string Show(int lines = int.MaxValue) => Capture(output =>
    {
        using var tail = new LogTail("fetch:2", LogPath, output);
        Logs.ShowPast([tail], output, lines, since: null, mayBeUnfinished: true);
    });

    private static string Capture(Action<JsonLogPrinter> show, List<string>? texts = null)
    {
        using var captured = new CapturedDescriptor(StandardOutput);
        var output = new JsonLogPrinter();
        show(output);
        output.Flush();
        texts?.Add(captured.Text);
        return captured.Text;
    }

    private static List<JsonElement> Objects(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];

    private static string TextOf(JsonElement json) => json.GetProperty("text").GetString()!;
}
