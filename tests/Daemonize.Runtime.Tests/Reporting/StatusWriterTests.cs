using Daemonize.CompilerServices;
using Daemonize.History;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Reporting;

/// <summary>The times at which the status file is written, in virtual time.</summary>
public sealed class StatusWriterTests : IDisposable
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 25, 1, 2, 3, TimeSpan.Zero);
    private static readonly long Second = TimeSpan.TicksPerSecond;

    private readonly TestFolder _folder = new();
    private readonly VirtualTime _time = new();
    private readonly DaemonProgress _progress = new(Heartbeat.None);

    private string StatusPath => _folder["fetch.status"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EverythingIsToldOnceTheDaemonIsReady()
    {
        _ = _progress.BeginTick(Instant, flags: HistoryFlags.Late);
        var tick = _progress.BeginTick(Instant);
        _progress.AddSkipped(3);
        _progress.AddFailed(new InvalidOperationException("no\nluck"));
        _progress.EndTick(tick, TimeSpan.FromMilliseconds(12.3456), retries: 0, HistoryFlags.Failed);
        _progress.AddReload(new InvalidOperationException("bad settings"));
        _progress.SetNext(Instant);
        _progress.Report = "half done";
        _ = Create();

        Assert.Equivalent(
            new StatusText
            {
                Name = "fetch",
                LogFile = _folder["fetch.log"],
                ErrorFile = _folder["fetch.log"],
                Pid = Environment.ProcessId,
                StartTime = Read()!.StartTime,
                Program = "newsapp",
                ProgramVersion = "1.0.0",
                StartedAt = Read()!.StartedAt,
                Options = Read()!.Options,
                RunningSince = Instant,
                Scheduled = true,
                Ticks = 2,
                Skipped = 3,
                Late = 1,
                Failed = 1,
                LastTick = new() { Number = 2, StartedAt = Instant, Duration = TimeSpan.FromMilliseconds(12.346), Succeeded = false },
                LastError = new() { Message = "no luck", OccurredAt = Read()!.LastError!.OccurredAt },
                Next = Instant,
                Due = Read()!.Due,
                Reloads = 1,
                ReloadError = "bad settings",
                Report = "half done",
            },
            Read(),
            strict: true);
        Assert.Equal(ThisProcess.StartTime, Read()!.StartTime);
    }

    [Fact]
    public void MethodThatRunsOnceHasNoTicks()
    {
        _ = Create(isScheduled: false);

        Assert.Null(Read()!.Ticks);
    }

    /// <summary>The first change is written at once, later changes at most once per second.</summary>
    [Fact]
    public void ThereIsAtMostOneWriteASecond()
    {
        _ = Create();
        List<long> writes = [];
        var last = "";
        for (var instant = 0L; instant <= 5 * Second; instant += Second / 100)
        {
            _time.MoveTo(instant);
            _ = _progress.BeginTick(Instant);
            var text = File.ReadAllText(StatusPath);
            if (text != last)
            {
                writes.Add(instant);
            }

            last = text;
        }

        Assert.Equal([0, Second, 2 * Second, 3 * Second, 4 * Second, 5 * Second], writes);
    }

    [Fact]
    public void LastChangeIsToldWithinASecond()
    {
        _ = Create();
        _time.MoveTo(Second / 10);
        _progress.Report = "first";
        _progress.Report = "last";
        _time.MoveTo(Second - 1);
        Assert.Null(Read()!.Report);

        _time.MoveTo(Second);

        Assert.Equal("last", Read()!.Report);
    }

    [Fact]
    public void ChangeAfterALongPauseIsToldAtOnce()
    {
        _ = Create();
        _time.MoveTo(90 * Second);
        _progress.Report = "news";
        _time.MoveTo(_time.Now);

        Assert.Equal("news", Read()!.Report);
    }

    [Fact]
    public void NothingIsWrittenAndNoTimerRunsWhileNothingChanges()
    {
        _ = Create();
        _time.MoveTo(_time.Now);
        File.Delete(StatusPath);
        Assert.Equal(long.MaxValue, _time.NextTimer);

        // The same status is reported again.
        _progress.SetNext(null);
        _time.MoveTo(10 * Second);

        Assert.Empty(_folder.Names);
        Assert.Equal(long.MaxValue, _time.NextTimer);
    }

    /// <summary>
    /// For example, the disk was full. The text must be written later although nothing has changed since the failed write.
    /// </summary>
    [Fact]
    public void WhatCouldNotBeWrittenIsWrittenWhenItIsToldAgain()
    {
        Directory.CreateDirectory(StatusPath);
        _ = Create();
        _time.MoveTo(_time.Now);
        Assert.Equal(["fetch.status"], _folder.Names);
        Directory.Delete(StatusPath);

        _progress.Report = null;
        _time.MoveTo(Second);

        Assert.NotNull(Read());
    }

    [Fact]
    public void FullDiskIsTriedAgainEverySecondUntilThereIsRoom()
    {
        Directory.CreateDirectory(StatusPath);
        _ = Create();
        _time.MoveTo(3 * Second);
        Assert.Equal(["fetch.status"], _folder.Names);
        Directory.Delete(StatusPath);

        _time.MoveTo(4 * Second);

        Assert.NotNull(Read());
        Assert.Equal(long.MaxValue, _time.NextTimer);
    }

    [Fact]
    public void ReloadIsToldAtOnce()
    {
        _ = Create();
        _time.MoveTo(0);
        _progress.Report = "before";

        _progress.AddReload(failure: null);

        Assert.Equal((1, null), (Read()!.Reloads, Read()!.ReloadError));
        _progress.AddReload(new InvalidOperationException("bad"));
        Assert.Equal((2, "bad"), (Read()!.Reloads, Read()!.ReloadError));
    }

    /// <summary>A command waits for the answer, but the schedule, which gives it, does not wait for the file.</summary>
    [Fact]
    public async Task AnswerToATickRequestIsToldAtOnce()
    {
        using var written = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(_folder.Path);
        watcher.Renamed += (_, _) => written.Release();
        watcher.EnableRaisingEvents = true;
        _progress.TickSignal = 10;
        _ = Create();
        Assert.Equal((10, null), (Read()!.TickSignal, Read()!.TickAnswers));
        _time.MoveTo(0);
        _progress.Report = "before";

        _progress.AddTickAnswer(new(true, "began tick 3"));
        _progress.AddTickAnswer(new(false, "tick 3 is running"));

        while (Read()?.TickAnswers is not { Accepted: 1, LastAccepted: "began tick 3", Refused: 1, LastRefused: "tick 3 is running" })
        {
            Assert.True(await written.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "no answer is written");
        }
    }

    /// <summary>The last tick of a daemon may end it before its answer is written.</summary>
    [Fact]
    public void ExitReportHasTheLastAnswer()
    {
        var writer = Create();

        _progress.AddTickAnswer(new(true, "began tick 3"));
        writer.End(0, "all its ticks are done");

        Assert.Equal("began tick 3", Read()!.TickAnswers!.LastAccepted);
    }

    /// <summary>The first end report is the cause of the end; later ones know less.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FirstLastWordStaysAndNothingIsWrittenAfterIt(bool isDue)
    {
        var writer = Create();
        _time.MoveTo(Second / 2);
        var changed = _progress.Changed!;
        _progress.SetNext(Instant);
        if (isDue)
        {
            _progress.Report = "due";
        }

        writer.End(7, "stopped by SIGTERM");
        writer.End(0, "ended by Environment.Exit");
        var (exit, text) = (Read()!.Exit!, File.ReadAllText(StatusPath));
        Assert.Equal((7, "stopped by SIGTERM"), (exit.ExitCode, exit.Reason));
        Assert.Equal((isDue ? "due" : null, null, null), (Read()!.Report, Read()!.Next, Read()!.Due));

        // A tick that is still running when the daemon exits.
        _progress.Report = "late";
        changed();
        _time.MoveTo(10 * Second);

        Assert.Equal(text, File.ReadAllText(StatusPath));
    }

    [Fact]
    public async Task ChangesFromManyThreadsAreAllTold()
    {
        using var written = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(_folder.Path);
        watcher.Renamed += (_, _) => written.Release();
        watcher.EnableRaisingEvents = true;
        var writer = new StatusWriter(Instance(), _progress, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                _progress.BeginTick(Instant);
            }
        })));
        while (Read()?.Ticks != 80_000)
        {
            Assert.True(
                await written.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "the last ticks are not told");
        }

        writer.End(0, "done");
    }

    private StatusWriter Create(bool isScheduled = true) => new(Instance(isScheduled), _progress, _time);

    private DaemonInstance Instance(bool isScheduled = true)
    {
        var definition = Definitions.Create("fetch", _folder.Path, isScheduled ? TimeSpan.FromSeconds(10) : null);
        return new DaemonInstance(definition, Definitions.CreateProgram(definition), new SuppliedOptions());
    }

    private StatusText? Read() => File.Exists(StatusPath) ? StatusText.Parse(File.ReadAllBytes(StatusPath)) : null;
}
