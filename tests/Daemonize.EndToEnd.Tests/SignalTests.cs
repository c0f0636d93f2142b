namespace Daemonize.EndToEnd.Tests;

/// <summary>Signals that the program handles itself.</summary>
public sealed class SignalTests : EndToEndTest
{
    private const int SigUsr1 = 10;
    private const int SigUsr2 = 12;
    private const int SigAlrm = 14;
    private const int SigIo = 29;

    /// <summary>Counted from the C library's SIGRTMIN, 34; the kernel's is 32.</summary>
    private const int SigRtMinPlus3 = 37;
    private const int SigRtMinPlus5 = 39;
    private const int SigRtMaxMinus1 = 63;
    private const int SigRtMax = 64;

    [Theory]
    [InlineData(SigUsr2, "SIGUSR2")]
    [InlineData(SigRtMinPlus3, "SIGRTMIN+3")]
    [InlineData(SigRtMinPlus5, "SIGRTMIN+5 for listen")]
    [InlineData(SigRtMaxMinus1, "SIGRTMIN+29")]
    [InlineData(SigRtMax, "SIGRTMIN+30")]
    [InlineData(Native.SigHup, "reload")]
    public async Task HandlerIsCalled(int signal, string word)
    {
        var daemon = await Sandbox.StartAndBeginAsync("listen");
        Send(daemon, signal);
        Assert.Equal([word], await Sandbox.OutputAsync("signals"));
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    public async Task ReloadComesAfterTheLogIsOpenedAnewAndIsTold()
    {
        var daemon = await Sandbox.StartAndBeginAsync("listen");
        Send(daemon, Native.SigHup);
        await Wait.ForFileAsync(daemon.LogFile, static text => text.EndsWith(" info  listen: reloaded\n", StringComparison.Ordinal));
        Assert.Matches("listen: log reopened \\(SIGHUP\\)\n.*listen: reloaded\n$", daemon.Log);
    }

    [Fact]
    public async Task ForegroundWithoutATerminalReloadsToo()
    {
        var run = Sandbox.Begin("/usr/bin/setsid", App.Test.File, "run", "listen");
        var daemon = Sandbox.Daemon("listen");
        await Sandbox.WaitUntilRunningAsync(daemon, run);
        Send(daemon, Native.SigHup);
        Assert.Equal(["reload"], await Sandbox.OutputAsync("signals"));
        await daemon.TerminateAsync();
        Assert.DoesNotContain("log reopened", (await run.CompleteAsync()).ExitsWith(0).Error, StringComparison.Ordinal);
    }

    /// <summary>The later signal has arrived, so the earlier one was processed without effect.</summary>
    [Fact]
    public async Task IgnoredSignalDoesNothing()
    {
        var daemon = await Sandbox.StartAndBeginAsync("listen");
        Send(daemon, SigAlrm);
        Send(daemon, SigUsr2);
        Assert.Equal(["SIGUSR2"], await Sandbox.OutputAsync("signals"));
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    public async Task ExceptionOfAHandlerIsLogged()
    {
        var daemon = await Sandbox.StartAndBeginAsync("listen");
        Send(daemon, SigIo);
        await Wait.ForFileAsync(daemon.LogFile, static text => text.Contains(
            "error listen: the handler of SIGIO failed\n    System.InvalidOperationException: a signal went wrong\n",
            StringComparison.Ordinal));
        Assert.True(daemon.IsRunning);

        await Wait.ForPulseAsync(daemon, static pulse => pulse.Failed == 1);

        // The text of the failure is in the status file, which may be up to a second old.
        await Wait.ForFileAsync(daemon.StatusFile, static text => text.Contains("\"lastError\"", StringComparison.Ordinal));
        Assert.Matches(
            "s  1 failed .*  failed [0-9]+s ago: a signal went wrong\n$",
            (await Sandbox.RunAsync(App.Test, "status", "listen")).Succeeds().Output);
    }

    [Fact]
    public async Task Usr1DoesNotEndADaemonWithoutASchedule()
    {
        var daemon = await Sandbox.StartAndBeginAsync("listen");
        Send(daemon, SigUsr1);
        await Wait.ForFileAsync(daemon.LogFile, static text => text.Contains(" info  listen: SIGUSR1 ignored", StringComparison.Ordinal));
        Assert.True(daemon.IsRunning);
    }

    private static void Send(DaemonFiles daemon, int signal)
    {
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        handle.Signal(signal);
    }
}
