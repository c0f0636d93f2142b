using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Daemonize.CompilerServices;
using Daemonize.Notify;
using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Notify;

/// <summary>The messages that a service manager receives, on a real socket.</summary>
[Collection(ProcessWide.Name)]
public sealed class ServiceManagerTests : IDisposable
{
    private static readonly string[] Variables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"];

    private static readonly string? ExecPid = Environment.GetEnvironmentVariable("SYSTEMD_EXEC_PID");

    private readonly TestFolder _folder = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
    private readonly byte[] _buffer = new byte[4096];
    private volatile bool _isHealthy = true;

    public ServiceManagerTests()
    {
        Array.ForEach(Variables, static variable => Environment.SetEnvironmentVariable(variable, null));
        Environment.SetEnvironmentVariable("SYSTEMD_EXEC_PID", null);
    }

    public void Dispose()
    {
        Array.ForEach(Variables, static variable => Environment.SetEnvironmentVariable(variable, null));
        Environment.SetEnvironmentVariable("SYSTEMD_EXEC_PID", ExecPid);
        _socket.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void WithoutASocketThereIsNone()
    {
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", "1000000");
        Assert.Null(ServiceManager.Enter(out var isJournal));
        Assert.False(isJournal);
        Assert.Null(Environment.GetEnvironmentVariable("WATCHDOG_USEC"));
    }

    /// <summary>A path, and a name in the abstract namespace, which begins with @.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void VariablesAreTakenAndTheSocketIsReached(bool isAbstract)
    {
        var name = isAbstract ? $"daemonize-{Environment.ProcessId}" : _folder["notify"];
        Listen(name, isAbstract);
        Environment.SetEnvironmentVariable("JOURNAL_STREAM", "1:2");
        var manager = ServiceManager.Enter(out var isJournal)!;
        Assert.False(isJournal);
        Assert.All(Variables, static variable => Assert.Null(Environment.GetEnvironmentVariable(variable)));
        manager.Ready("größer");
        Assert.Equal("READY=1\nSTATUS=größer", Receive());
    }

    /// <summary>systemd ignores a message with more than 4096 bytes or a NUL, so a long status would lose READY=1.</summary>
    [Fact]
    public void LongStatusDoesNotCostTheMessage()
    {
        Listen(_folder["notify"]);
        using var report = CreateReport();
        _ = Receive();
        report.Ready(string.Concat(Enumerable.Repeat("\0ü€🚀", 20_000)));
        var message = Receive();
        Assert.StartsWith("READY=1\nSTATUS=?ü€🚀", message, StringComparison.Ordinal);
        Assert.EndsWith("…", message, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(message), 1000, 4000);
    }

    [Fact]
    public void SocketWhoseNameIsTooLongIsNone()
    {
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", "/" + new string('x', 200));
        Assert.Null(ServiceManager.Enter(out _));
    }

    /// <summary>
    /// SYSTEMD_EXEC_PID is the process that the manager executed. In any other process, the variables are about another service.
    /// </summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("own", true)]
    [InlineData("x", true)]
    [InlineData("1", false)]
    [InlineData("parent", false)]
    public void VariablesOfAnotherServiceAreTakenAndNotUsed(string? pid, bool isUsed)
    {
        Listen(_folder["notify"]);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", "1000000");
        Environment.SetEnvironmentVariable("JOURNAL_STREAM", "1:2");
        Environment.SetEnvironmentVariable(
            "SYSTEMD_EXEC_PID",
            pid switch { "own" => $"{Environment.ProcessId}", "parent" => $"{ThisProcess.Stat!.Value.ParentId}", _ => pid });
        Assert.Equal(
            pid == "parent",
            ServiceManager.FindForeign()?.StartsWith("NOTIFY_SOCKET is not used: it is for process ", StringComparison.Ordinal) == true);
        Assert.Equal(isUsed, ServiceManager.Enter(out var isJournal) is not null);
        Assert.False(isJournal);
        Assert.All(Variables, static variable => Assert.Null(Environment.GetEnvironmentVariable(variable)));
    }

    [Fact]
    public void ManagerThatIsGoneIsNotWaitedFor()
    {
        Listen(_folder["notify"]);
        var manager = ServiceManager.Enter(out _)!;
        _socket.Dispose();
        manager.Ready("running");
    }

    [Fact]
    public void JournalIsWhereStandardErrorIsTheStream()
    {
        Assert.True(FileStat.TryRead(2, out var facts, out _));
        Environment.SetEnvironmentVariable("JOURNAL_STREAM", facts.DeviceAndInode);
        _ = ServiceManager.Enter(out var isJournal);
        Assert.True(isJournal);
    }

    [Theory]
    [InlineData("1000000", null, 1000)]
    [InlineData("1000000", "own", 1000)]
    [InlineData("1000000", "1", null)]
    [InlineData("1000000", "x", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void WatchdogIsForTheProcessThatIsNamed(string? period, string? pid, int? milliseconds)
    {
        Listen(_folder["notify"]);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", period);
        Environment.SetEnvironmentVariable(
            "WATCHDOG_PID", pid == "own" ? Environment.ProcessId.ToString(CultureInfo.InvariantCulture) : pid);
        Assert.Equal(milliseconds, ServiceManager.Enter(out _)!.WatchdogPeriod?.TotalMilliseconds);
    }

    /// <summary>The messages in order; a request for more time is sent at once, and again after half of that time.</summary>
    [Fact]
    public void LifeIsTold()
    {
        Listen(_folder["notify"]);
        using var report = CreateReport();
        Assert.Equal("EXTEND_TIMEOUT_USEC=10000000", Round(Receive()));
        report.Tell("not yet");
        report.Reloaded("not yet");
        report.Ready("running");
        Assert.Equal("READY=1\nSTATUS=running", Receive());
        report.Tell("1 tick");
        Assert.Equal("STATUS=1 tick", Receive());
        var before = TimeProvider.System.GetTimestamp() / 1000;
        report.Reloading();
        var reloading = Receive();
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", reloading, StringComparison.Ordinal);
        Assert.InRange(
            long.Parse(reloading.Split('=')[2], CultureInfo.InvariantCulture), before, TimeProvider.System.GetTimestamp() / 1000);
        report.Reloaded("reloaded");
        Assert.Equal("READY=1\nSTATUS=reloaded", Receive());
        report.Stopping();
        report.Tell("too late");
        report.Reloaded("too late");
        Assert.Equal("STOPPING=1\nSTATUS=stopping", Receive());
        Assert.Equal("EXTEND_TIMEOUT_USEC=10000000", Round(Receive()));
    }

    [Fact]
    public void WatchdogHearsOfAHealthyScheduleAlone()
    {
        Listen(_folder["notify"]);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", "100000");
        using var report = CreateReport();
        report.Ready("running");
        while (Receive() != "READY=1\nSTATUS=running")
        {
        }

        Assert.Equal(["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"], Enumerable.Range(0, 3).Select(_ => Receive()));
        _isHealthy = false;

        // One message may be on its way.
        _socket.ReceiveTimeout = 1000;
        Assert.Throws<SocketException>(() => Enumerable.Range(0, 3).Select(_ => Receive()).ToList());
        _isHealthy = true;
        _socket.ReceiveTimeout = 30_000;
        Assert.Equal("WATCHDOG=1", Receive());
    }

    /// <summary>.NET waits are limited to 24.8 days and have whole milliseconds; a wait of 0 would send without a pause.</summary>
    [Theory]
    [InlineData("0.000001", 0.001)]
    [InlineData("0.003", 0.002)]
    [InlineData("10", 5)]
    [InlineData("4294967.296", 2_073_600)]
    [InlineData("900000000000", 2_073_600)]
    [InlineData(null, -0.001)]
    public void AnyPeriodOfTheWatchdogCanBeWaitedFor(string? seconds, double wait)
    {
        TimeSpan? period = seconds is null ? null : (double.Parse(seconds, CultureInfo.InvariantCulture) * TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(wait), ServiceReport.FindWait(ServicePhase.Ready, period));
        Assert.Equal(TimeSpan.FromSeconds(wait is > 0 and < 5 ? wait : 5), ServiceReport.FindWait(ServicePhase.Starting, period));
    }

    [Fact]
    public void WatchdogOfWeeksDoesNotEndTheDaemon()
    {
        Listen(_folder["notify"]);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", "4294967296000");
        using var report = CreateReport();
        report.Ready("running");
        while (Receive() != "READY=1\nSTATUS=running")
        {
        }

        Assert.Equal("WATCHDOG=1", Receive());

        // The waiting thread continues.
        report.Stopping();
        Assert.Equal("STOPPING=1\nSTATUS=stopping", Receive());
        Assert.Equal("EXTEND_TIMEOUT_USEC=10000000", Round(Receive()));
    }

    private ServiceReport CreateReport()
    {
        var definition = Definitions.Create("fetch", _folder.Path, TimeSpan.FromSeconds(10));
        var settings = new Settings(definition, Definitions.CreateProgram(definition), new SuppliedOptions());
        return new ServiceReport(ServiceManager.Enter(out _)!, settings, () => _isHealthy, TimeProvider.System);
    }

    private void Listen(string name, bool isAbstract = false)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + name : name));
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", isAbstract ? "@" + name : name);
    }

    private string Receive() => Encoding.UTF8.GetString(_buffer, 0, _socket.Receive(_buffer));

    /// <summary>Rounds microseconds to whole seconds: the start began a moment ago.</summary>
    private static string Round(string text) =>
        text.Split('=') is [var name, var number]
            ? $"{name}={(long.Parse(number, CultureInfo.InvariantCulture) + 500_000) / 1_000_000 * 1_000_000}"
            : text;
}
