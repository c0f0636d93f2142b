using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Reporting;

/// <summary>When the status file is written, in virtual time.</summary>
public sealed class StatusWriterTests : IDisposable
{
    private static readonly long Second = TimeSpan.TicksPerSecond;

    private readonly TestFolder _folder = new();
    private readonly VirtualTime _time = new();
    private readonly DaemonProgress _progress = new();

    private string StatusPath => _folder["fetch.status"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EverythingIsToldOnceTheDaemonIsReady()
    {
        _progress.BeginTick(isLate: true);
        _progress.BeginTick(isLate: false);
        _progress.AddSkipped(3);
        _progress.AddFailed();
        _progress.SetNext(new DateTimeOffset(2026, 11, 25, 1, 2, 3, TimeSpan.Zero));
        _progress.Report = "half done";
        using var writer = Create();
        Assert.False(File.Exists(StatusPath), "it is written on the thread that starts the daemon");

        _time.MoveTo(_time.Now);

        Assert.Equal(
            new StatusText
            {
                Name = "fetch",
                Pid = Environment.ProcessId,
                StartTime = Read()!.StartTime,
                Ticks = 2,
                Skipped = 3,
                Late = 1,
                Failed = 1,
                Next = new DateTimeOffset(2026, 11, 25, 1, 2, 3, TimeSpan.Zero),
                Report = "half done",
            },
            Read());
        Assert.Equal(ProcFs.TryReadStat(Environment.ProcessId)!.Value.StartTime, Read()!.StartTime);
    }

    [Fact]
    public void MethodThatRunsOnceHasNoTicks()
    {
        using var writer = Create(isScheduled: false);
        _time.MoveTo(_time.Now);

        Assert.Null(Read()!.Ticks);
    }

    /// <summary>The first at once, and from then on the changes of a second together.</summary>
    [Fact]
    public void ThereIsAtMostOneWriteASecond()
    {
        using var writer = Create();
        List<long> writes = [];
        var last = "";
        for (var instant = 0L; instant <= 5 * Second; instant += Second / 100)
        {
            _time.MoveTo(instant);
            _progress.BeginTick(isLate: false);
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
        using var writer = Create();
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
        using var writer = Create();
        _time.MoveTo(90 * Second);
        _progress.Report = "news";
        _time.MoveTo(_time.Now);

        Assert.Equal("news", Read()!.Report);
    }

    [Fact]
    public void NothingIsWrittenAndNoTimerRunsWhileNothingChanges()
    {
        using var writer = Create();
        _time.MoveTo(_time.Now);
        File.Delete(StatusPath);
        Assert.Equal(long.MaxValue, _time.NextTimer);

        // Told again, and the same.
        _progress.SetNext(null);
        _time.MoveTo(10 * Second);

        Assert.Empty(_folder.Names);
        Assert.Equal(long.MaxValue, _time.NextTimer);
    }

    /// <summary>The disk was full, say; that nothing has changed since what could not be written is no reason to leave it.</summary>
    [Fact]
    public void WhatCouldNotBeWrittenIsWrittenWhenItIsToldAgain()
    {
        Directory.CreateDirectory(StatusPath);
        using var writer = Create();
        _time.MoveTo(_time.Now);
        Assert.Equal(["fetch.status"], _folder.Names);
        Directory.Delete(StatusPath);

        _progress.SetNext(null);
        _time.MoveTo(Second);

        Assert.NotNull(Read());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EndRemovesTheFileAndNothingIsWrittenAfterIt(bool isDue)
    {
        var writer = Create();
        _time.MoveTo(Second / 2);
        var changed = _progress.Changed!;
        if (isDue)
        {
            _progress.Report = "due";
        }

        writer.Dispose();
        Assert.Empty(_folder.Names);

        // A tick that has not ended when the daemon leaves.
        _progress.Report = "late";
        changed();
        _time.MoveTo(10 * Second);

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task ChangesFromManyThreadsAreAllTold()
    {
        using var written = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(_folder.Path);
        watcher.Renamed += (_, _) => written.Release();
        watcher.EnableRaisingEvents = true;
        using (var writer = new StatusWriter(Instance(), _progress, TimeProvider.System))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    _progress.BeginTick(isLate: false);
                }
            })));
            while (Read()?.Ticks != 80_000)
            {
                Assert.True(await written.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "the last ticks are not told");
            }
        }

        Assert.Empty(_folder.Names);
    }

    private StatusWriter Create(bool isScheduled = true) => new(Instance(isScheduled), _progress, _time);

    private DaemonInstance Instance(bool isScheduled = true)
    {
        var definition = Definitions.Create("fetch", _folder.Path, isScheduled ? TimeSpan.FromSeconds(10) : null);
        return new DaemonInstance(definition, Definitions.CreateProgram(definition), new GivenOptions());
    }

    private StatusText? Read() => File.Exists(StatusPath) ? StatusText.Parse(File.ReadAllBytes(StatusPath)) : null;
}
