using Daemonize.Commands;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary>What <c>status</c> prints.</summary>
[Collection(ProcessWide.Name)]
public sealed class StatusTableTests
{
    [Theory]
    [InlineData(DaemonState.Running, 0)]
    [InlineData(DaemonState.Dead, 1)]
    [InlineData(DaemonState.Stopped, 3)]
    [InlineData(DaemonState.Unknown, 4)]
    public void OneDaemonIsALineAndItsStateTheExitCode(DaemonState state, int exitCode)
    {
        var (code, lines) = Print(state == DaemonState.Running ? Running("fetch", 7) : new DaemonStatus("fetch", state, 0, null, null));

        Assert.Equal(exitCode, code);
        Assert.Equal([state == DaemonState.Running ? "fetch  running  pid 7  up 1h 30m" : $"fetch  {StatusTable.Word(state)}"], lines);
    }

    [Fact]
    public void ColumnsAreAsWideAsAnyRowHasThem()
    {
        var (code, lines) = Print(
            Running("fetch:1", 39_815) with { Ticks = 1_300, Failed = 12, NextAt = DateTimeOffset.UtcNow.AddHours(1) },
            Running("fetch:10", 7) with { Ticks = 1, Skipped = 2, Late = 3, Report = "half done" },
            new DaemonStatus("fetch:2", DaemonState.Stopped, 0, null, null),
            Running("x", 123) with { Ticks = 0 });

        Assert.Equal(3, code);
        Assert.Equal(
            [
                "fetch:1   running  pid 39815  up 1h 30m  1300 ticks, 12 failed                next in 1h",
                "fetch:10  running  pid 7      up 1h 30m  1 tick, 0 failed, 2 skipped, 3 late              half done",
                "fetch:2   stopped",
                "x         running  pid 123    up 1h 30m  0 ticks, 0 failed",
            ],
            lines);
    }

    /// <summary>A name of any length moves all other columns, and no text is cut.</summary>
    [Fact]
    public void LongNameMovesTheColumns()
    {
        var name = new string('n', 200);
        var report = new string('r', 121);
        var (_, lines) = Print(Running(name, 1) with { Report = report }, Running("b", 2) with { Report = "short" });

        Assert.Equal([$"{name}  running  pid 1  up 1h 30m  {report}", $"{"b".PadRight(200)}  running  pid 2  up 1h 30m  short"], lines);
    }

    [Fact]
    public void ColumnThatNoRowHasIsLeftOut()
    {
        var (_, lines) = Print(Running("a", 1) with { Report = "well" }, Running("b", 2) with { NextAt = DateTimeOffset.UtcNow.AddHours(-1) });

        Assert.Equal(["a  running  pid 1  up 1h 30m              well", "b  running  pid 2  up 1h 30m  next in 0s"], lines);
    }

    [Fact]
    public void WhatOnlyRunsOnceHasFailuresButNoTicks()
    {
        var (_, lines) = Print(Running("a", 1) with { Failed = 2 });

        Assert.Equal(["a  running  pid 1  up 1h 30m  2 failed"], lines);
    }

    [Fact]
    public void NoteOfAStoppedDaemonStandsInTheThirdColumn()
    {
        var (_, lines) = Print(Running("a", 1), new DaemonStatus("b", DaemonState.Dead, 0, null, "its pid file /run/b.pid names 7, which does not run"));

        Assert.Equal(["a  running  pid 1  up 1h 30m", "b  dead     its pid file /run/b.pid names 7, which does not run"], lines);
    }

    [Fact]
    public void ReportComesBeforeTheNote()
    {
        var (_, lines) = Print(Running("a", 1) with { Report = "well", Note = "its pid file /run/a.pid is missing" });

        Assert.Equal(["a  running  pid 1  up 1h 30m  well  its pid file /run/a.pid is missing"], lines);
    }

    [Fact]
    public void NoLineEndsWithBlanks()
    {
        var (_, lines) = Print(
            Running("a", 1) with { Ticks = 1, NextAt = DateTimeOffset.UtcNow.AddMinutes(5), Report = "done  " },
            Running("b", 2),
            new DaemonStatus("c", DaemonState.Stopped, 0, null, ""),
            new DaemonStatus("d", DaemonState.Unknown, 0, null, "is being started"));

        Assert.Equal(4, lines.Length);
        Assert.All(lines, static line => Assert.Equal(line.TrimEnd(), line));
    }

    /// <summary>The wall clock was set back since the daemon was started.</summary>
    [Fact]
    public void UpTimeIsNeverNegative()
    {
        var (_, lines) = Print(Running("a", 1) with { StartedAt = DateTimeOffset.UtcNow.AddHours(2) });

        Assert.Equal(["a  running  pid 1  up 0s"], lines);
    }

    [Fact]
    public void NoDaemonIsNoLine()
    {
        var (code, lines) = Print();

        Assert.Equal(0, code);
        Assert.Empty(lines);
    }

    /// <summary>Unknown before dead before stopped before running, in whatever order they come.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 3, 3)]
    [InlineData(3, 1, 1)]
    [InlineData(1, 4, 4)]
    [InlineData(0, 4, 4)]
    public void WorstStateCounts(int one, int other, int worst)
    {
        Assert.Equal(worst, StatusTable.Worse(one, other));
        Assert.Equal(worst, StatusTable.Worse(other, one));
    }

    /// <summary>Half a second more than an hour and a half, so that the time which the test takes does not show.</summary>
    private static DaemonStatus Running(string name, int pid) =>
        new(name, DaemonState.Running, pid, DateTimeOffset.UtcNow.AddMinutes(-90).AddSeconds(-0.5), null);

    private static (int ExitCode, string[] Lines) Print(params List<DaemonStatus> all)
    {
        using var output = new CapturedDescriptor(1);
        var exitCode = StatusTable.Print(all);
        var text = output.Text;
        Assert.True(text.Length == 0 || text.EndsWith('\n'), "the last line has no end");
        return (exitCode, text.Length == 0 ? [] : text[..^1].Split('\n'));
    }
}
