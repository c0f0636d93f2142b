using Daemonize.Commands;

namespace Daemonize.Tests.Commands;

/// <summary>The table that <c>status</c> prints.</summary>
public sealed class StatusTableTests
{
    [Theory]
    [InlineData(DaemonState.Running, 0)]
    [InlineData(DaemonState.Dead, 1)]
    [InlineData(DaemonState.Stopped, 3)]
    [InlineData(DaemonState.Unknown, 4)]
    [InlineData(DaemonState.Suspended, 4)]
    [InlineData(DaemonState.Hung, 4)]
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

    /// <summary>The longest name determines the position of all other columns.</summary>
    [Fact]
    public void LongNameMovesTheColumns()
    {
        var name = new string('n', 200);
        var report = new string('r', 120);
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

    /// <summary>The wall clock was set back after the start of the daemon.</summary>
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

    /// <summary>Unknown is worse than dead, dead than stopped, and stopped than running, in either order.</summary>
    [Theory]
    [InlineData(DaemonState.Running, DaemonState.Running, DaemonState.Running)]
    [InlineData(DaemonState.Running, DaemonState.Stopped, DaemonState.Stopped)]
    [InlineData(DaemonState.Stopped, DaemonState.Dead, DaemonState.Dead)]
    [InlineData(DaemonState.Dead, DaemonState.Unknown, DaemonState.Unknown)]
    [InlineData(DaemonState.Running, DaemonState.Unknown, DaemonState.Unknown)]
    [InlineData(DaemonState.Unknown, DaemonState.Hung, DaemonState.Hung)]
    [InlineData(DaemonState.Running, DaemonState.Suspended, DaemonState.Suspended)]
    public void WorstStateCounts(DaemonState one, DaemonState other, DaemonState worst)
    {
        Assert.Equal(worst, StatusExit.Worse(one, other));
        Assert.Equal(worst, StatusExit.Worse(other, one));
    }

    [Fact]
    public void StateHasItsColourOnATerminalAndNothingElseHas()
    {
        var line = Assert.Single(new StatusTable([Running("a", 1) with { Report = "well" }], withProgram: false).Format(isColoured: true));

        Assert.Equal("a  \e[32mrunning\e[0m  pid 1  up 1h 30m  well", line);
    }

    [Theory]
    [InlineData(12, "a  \e[32mrunning\e[0m …")]
    [InlineData(9, "a  runni…")]
    public void LineIsCutToTheWidthOfTheTerminal(int width, string line) =>
        Assert.Equal(line, Assert.Single(new StatusTable([Running("a", 1)], withProgram: false).Format(isColoured: true, width)));

    [Fact]
    public void MemoryAndProcessorTimeAreColumns()
    {
        var (_, lines) = Print(Running("a", 1) with { Memory = 34 << 20, CpuTime = TimeSpan.FromSeconds(0.25) }, Running("b", 2) with { Memory = 5_872_025, CpuTime = TimeSpan.FromSeconds(3720) });

        Assert.Equal(["a  running  pid 1  up 1h 30m  34 MB   cpu 0.3s", "b  running  pid 2  up 1h 30m  5.6 MB  cpu 1h 2m"], lines);
    }

    [Fact]
    public void FailureIsToldUntilATickGoesWell()
    {
        var failure = new DaemonError("no route", DateTimeOffset.UtcNow.AddSeconds(-5.5));
        var before = new DaemonTick(1, failure.At.AddSeconds(-2), TimeSpan.FromSeconds(1), Succeeded: true);
        var (_, lines) = Print(
            Running("a", 1) with { LastError = failure, LastTick = before },
            Running("b", 2) with { LastError = failure, LastTick = before with { StartedAt = failure.At } },
            Running("c", 3) with { LastError = failure, LastTick = before with { StartedAt = failure.At, Succeeded = false } });

        Assert.Equal(
            ["a  running  pid 1  up 1h 30m  failed 5s ago: no route", "b  running  pid 2  up 1h 30m", "c  running  pid 3  up 1h 30m  failed 5s ago: no route"], lines);
    }

    [Fact]
    public void EndOfTheLastRunIsTold()
    {
        var (_, lines) = Print(
            new DaemonStatus("a", DaemonState.Stopped, 0, null, null) { LastExit = new DaemonExit(0, "stopped by SIGTERM", DateTimeOffset.UtcNow.AddSeconds(-90.5)) },
            new DaemonStatus("b", DaemonState.Dead, 0, null, "its pid file is left") { LastExit = new DaemonExit(null, "ended without a word", null) });

        Assert.Equal(["a  stopped  stopped by SIGTERM (exit code 0) 1m 30s ago", "b  dead     ended without a word  its pid file is left"], lines);
    }

    [Fact]
    public void ListBeginsWithTheProgram()
    {
        var lines = new StatusTable([Running("a", 1) with { Program = "newsapp" }, Running("b", 2)], withProgram: true).Format(isColoured: false);

        Assert.Equal(["newsapp  a  running  pid 1  up 1h 30m", "?        b  running  pid 2  up 1h 30m"], lines);
    }

    /// <summary>The up time is half a second more than an hour and a half, so that the duration of the test does not show.</summary>
    private static DaemonStatus Running(string name, int pid) =>
        new(name, DaemonState.Running, pid, DateTimeOffset.UtcNow.AddMinutes(-90).AddSeconds(-0.5), null);

    private static (int ExitCode, string[] Lines) Print(params DaemonStatus[] all) =>
        (StatusExit.CodeOf(all), [.. new StatusTable(all, withProgram: false).Format(isColoured: false)]);
}
