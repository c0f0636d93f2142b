using Daemonize.Commands;
using Daemonize.Operations;

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
        var (code, lines) = Print(state == DaemonState.Running ? Running("fetch", 7) : new DaemonStatus { Name = "fetch", State = state });

        Assert.Equal(exitCode, code);
        Assert.Equal([state == DaemonState.Running ? "fetch  running  pid 7  up 1h 30m" : $"fetch  {StateText.Of(state)}"], lines);
    }

    [Fact]
    public void ColumnsAreAsWideAsAnyRowHasThem()
    {
        var (code, lines) = Print(
            new(Running("fetch:1", 39_815)) { TickCount = 1_300, FailedTicks = 12, NextAt = DateTimeOffset.UtcNow.AddHours(1) },
            new(Running("fetch:10", 7)) { TickCount = 1, SkippedSlots = 2, LateTicks = 3, Report = "half done" },
            new DaemonStatus { Name = "fetch:2", State = DaemonState.Stopped },
            new(Running("x", 123)) { TickCount = 0 });

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
        var (_, lines) = Print(new DaemonStatus(Running(name, 1)) { Report = report }, new(Running("b", 2)) { Report = "short" });

        Assert.Equal([$"{name}  running  pid 1  up 1h 30m  {report}", $"{"b".PadRight(200)}  running  pid 2  up 1h 30m  short"], lines);
    }

    [Fact]
    public void ColumnThatNoRowHasIsLeftOut()
    {
        var (_, lines) =
            Print(
                new DaemonStatus(Running("a", 1)) { Report = "well" },
                new(Running("b", 2)) { NextAt = DateTimeOffset.UtcNow.AddHours(-1) });

        Assert.Equal(["a  running  pid 1  up 1h 30m              well", "b  running  pid 2  up 1h 30m  next in 0s"], lines);
    }

    [Fact]
    public void WhatOnlyRunsOnceHasFailuresButNoTicks()
    {
        var (_, lines) = Print(new DaemonStatus(Running("a", 1)) { FailedTicks = 2 });

        Assert.Equal(["a  running  pid 1  up 1h 30m  2 failed"], lines);
    }

    [Fact]
    public void NoteOfAStoppedDaemonStandsInTheThirdColumn()
    {
        var (_, lines) =
            Print(
                Running("a", 1),
                new DaemonStatus { Name = "b", State = DaemonState.Dead, Note = "its pid file /run/b.pid names 7, which does not run" });

        Assert.Equal(["a  running  pid 1  up 1h 30m", "b  dead     its pid file /run/b.pid names 7, which does not run"], lines);
    }

    [Fact]
    public void ReportComesBeforeTheNote()
    {
        var (_, lines) = Print(new DaemonStatus(Running("a", 1)) { Report = "well", Note = "its pid file /run/a.pid is missing" });

        Assert.Equal(["a  running  pid 1  up 1h 30m  well  its pid file /run/a.pid is missing"], lines);
    }

    [Fact]
    public void NoLineEndsWithBlanks()
    {
        var (_, lines) = Print(
            new(Running("a", 1)) { TickCount = 1, NextAt = DateTimeOffset.UtcNow.AddMinutes(5), Report = "done  " },
            Running("b", 2),
            new DaemonStatus { Name = "c", State = DaemonState.Stopped, Note = "" },
            new DaemonStatus { Name = "d", State = DaemonState.Unknown, Note = "is being started" });

        Assert.Equal(4, lines.Length);
        Assert.All(lines, static line => Assert.Equal(line.TrimEnd(), line));
    }

    /// <summary>The wall clock was set back after the start of the daemon.</summary>
    [Fact]
    public void UpTimeIsNeverNegative()
    {
        var (_, lines) = Print(new DaemonStatus(Running("a", 1)) { StartedAt = DateTimeOffset.UtcNow.AddHours(2) });

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
        var line = Assert.Single(new StatusTable([new(Running("a", 1)) { Report = "well" }], withProgram: false).Format(isColoured: true));

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
        var (_, lines) =
            Print(
                new DaemonStatus(Running("a", 1)) { Memory = 34 << 20, CpuTime = TimeSpan.FromSeconds(0.25) },
                new(Running("b", 2)) { Memory = 5_872_025, CpuTime = TimeSpan.FromSeconds(3720) });

        Assert.Equal(["a  running  pid 1  up 1h 30m  34 MB   cpu 0.3s", "b  running  pid 2  up 1h 30m  5.6 MB  cpu 1h 2m"], lines);
    }

    [Fact]
    public void FailureIsToldUntilATickGoesWell()
    {
        var failure = new DaemonError { Message = "no route", OccurredAt = DateTimeOffset.UtcNow.AddSeconds(-5.5) };
        var before = TickAt(failure.OccurredAt.AddSeconds(-2), succeeded: true);
        var (_, lines) = Print(
            new(Running("a", 1)) { LastError = failure, LastTick = before },
            new(Running("b", 2)) { LastError = failure, LastTick = TickAt(failure.OccurredAt, succeeded: true) },
            new(Running("c", 3)) { LastError = failure, LastTick = TickAt(failure.OccurredAt, succeeded: false) });

        Assert.Equal(
            ["a  running  pid 1  up 1h 30m  failed 5s ago: no route", "b  running  pid 2  up 1h 30m",
                "c  running  pid 3  up 1h 30m  failed 5s ago: no route"], lines);
    }

    [Fact]
    public void EndOfTheLastRunIsTold()
    {
        var (_, lines) = Print(
            new DaemonStatus
            {
                Name = "a",
                State = DaemonState.Stopped,
                LastExit = new() { ExitCode = 0, Reason = "stopped by SIGTERM", EndedAt = DateTimeOffset.UtcNow.AddSeconds(-90.5) },
            },
            new DaemonStatus
            {
                Name = "b",
                State = DaemonState.Dead,
                Note = "its pid file is left",
                LastExit = new() { Reason = "ended without a word" },
            });

        Assert.Equal(
            ["a  stopped  stopped by SIGTERM (exit code 0) 1m 30s ago", "b  dead     ended without a word  its pid file is left"], lines);
    }

    [Fact]
    public void ListBeginsWithTheProgram()
    {
        var lines =
            new StatusTable([new(Running("a", 1)) { Program = "newsapp" }, Running("b", 2)], withProgram: true).Format(isColoured: false);

        Assert.Equal(["newsapp  a  running  pid 1  up 1h 30m", "?        b  running  pid 2  up 1h 30m"], lines);
    }

    /// <summary>The up time is half a second more than an hour and a half, so that the duration of the test does not show.</summary>
    private static DaemonStatus Running(string name, int pid) =>
        new()
        {
            Name = name,
            State = DaemonState.Running,
            ProcessId = pid,
            StartedAt = DateTimeOffset.UtcNow.AddMinutes(-90).AddSeconds(-0.5)
        };

    private static DaemonTick TickAt(DateTimeOffset startedAt, bool succeeded) =>
        new() { Number = 1, StartedAt = startedAt, Duration = TimeSpan.FromSeconds(1), Succeeded = succeeded };

    private static (int ExitCode, string[] Lines) Print(params DaemonStatus[] all) =>
        (StatusExit.CodeOf(all), [.. new StatusTable(all, withProgram: false).Format(isColoured: false)]);
}
