using System.Buffers;

namespace Daemonize.EndToEnd.Tests;

/// <summary><c>history</c> on terminals of several widths and abilities.</summary>
public sealed class HistoryInTerminalTests : EndToEndTest
{
    /// <summary>The number of ticks: more than 80 columns show, and less than 200 do.</summary>
    private const int Ticks = 120;

    private static readonly SearchValues<char> Blocks = SearchValues.Create("▁▂▃▄▅▆▇█");

    public HistoryInTerminalTests()
    {
        Sandbox.Environment["LC_ALL"] = "C.UTF-8";
        Sandbox.Environment["TERM"] = "xterm-256color";
        Sandbox.Environment["TZ"] = "Europe/Berlin";
    }

    [Theory]
    [InlineData(80, 80)]
    [InlineData(200, Ticks + 2)]
    [InlineData(40, 40)]
    public async Task StripIsAsLongAsTheTerminalIsWide(int columns, int cells)
    {
        await TickAsync();
        var lines = await ShowAsync(columns);

        Assert.StartsWith($"thrice: not running, last run: {Ticks} ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines[..2], line => line.Contains("times in Europe/Berlin, UTC+0", StringComparison.Ordinal));
        var strip = Plain(lines.First(static line => line.AsSpan().ContainsAny(Blocks)));
        Assert.Equal(cells, strip.Length);
        Assert.EndsWith("┊", strip, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(Plain(line).Length, 0, columns));
        Assert.Contains(lines, static line => line.Contains("\e[2mended with exit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoColourLeavesTheShapes()
    {
        await TickAsync();
        Sandbox.Environment["NO_COLOR"] = "1";
        var lines = await ShowAsync(80);

        Assert.DoesNotContain(lines, static line => line.Contains('\e'));
        Assert.EndsWith("┊", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", "dumb", false)]
    [InlineData("LC_ALL", "C", true)]
    public async Task TerminalWithoutGlyphsGetsLetters(string variable, string value, bool hasColours)
    {
        await TickAsync();
        Sandbox.Environment[variable] = value;
        var lines = await ShowAsync(80);

        Assert.All(lines, static line => Assert.True(System.Text.Ascii.IsValid(line), line));
        Assert.Matches("^[1-8]{79}e$", Plain(lines[2]));
        Assert.Equal(hasColours, string.Concat(lines).Contains('\e'));
    }

    private async Task TickAsync()
    {
        (await Sandbox.RunAsync(App.Test, "start", "thrice", "--max-runs", $"{Ticks}", "--delay", "1ms")).Succeeds();
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>Runs the command on a terminal of so many columns, and returns what it shows.</summary>
    private async Task<string[]> ShowAsync(int columns)
    {
        await using var terminal =
            new TerminalSession(
                Sandbox, "/bin/sh", "-c", $"stty cols {columns} rows 50; \"$0\" history thrice; echo end", App.Test.File);
        await terminal.WaitForOutputAsync("end\r\n");
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
        return terminal.Output.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n')[..^2];
    }

    private static string Plain(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9]+m", "");
}
