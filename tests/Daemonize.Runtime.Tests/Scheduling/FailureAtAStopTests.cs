using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>Exceptions while the daemon stops: a response to the stop is not a failure, every other exception is.</summary>
[Collection(ProcessWide.Name)]
public sealed class FailureAtAStopTests : IDisposable
{
    private readonly CapturedDescriptor _log = new(2);

    public void Dispose() => _log.Dispose();

    [Fact]
    public void CallbackThatAnswersTheStopHasNotFailed()
    {
        var daemon = Run(FailureAction.Continue, static (stop, token) =>
        {
            stop.Request(StopReason.Signal);
            token.ThrowIfCancellationRequested();
        });

        Assert.Equal(1, daemon.Progress.Failed);
        Assert.DoesNotContain("OnError failed", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void CallbackThatFailsAtAStopIsLoggedAndDoesNotEndTheDaemonAsACrash()
    {
        var daemon = Run(FailureAction.Continue, static (stop, _) =>
        {
            stop.Request(StopReason.Signal);
            throw new InvalidOperationException("the callback broke");
        });

        Assert.Equal(1, daemon.Progress.Failed);
        Assert.Contains("OnError failed\n    System.InvalidOperationException: the callback broke", _log.Text, StringComparison.Ordinal);
    }

    /// <summary>No token was cancelled, so the exception is a normal failure.</summary>
    [Fact]
    public void CancellationWithoutAStopIsAFailure()
    {
        var daemon = Run(FailureAction.Stop, static (_, _) => throw new OperationCanceledException("of its own"));

        Assert.Equal((StopReason.Failed, 1), (daemon.Stop.Reason, daemon.Stop.ExitCode));
        Assert.Contains("OnError failed\n    System.OperationCanceledException: of its own", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NoRetryIsPromisedWhenTheDaemonStops()
    {
        var daemon = Run(FailureAction.Retry, static (stop, _) => stop.Request(StopReason.Signal));

        Assert.Single(daemon.Starts);
        Assert.Equal(1, daemon.Progress.Failed);
        Assert.DoesNotContain("; retry ", _log.Text, StringComparison.Ordinal);
    }

    /// <summary>The first stop request determines the reason and the exit code.</summary>
    [Fact]
    public void FailureAtAStopDoesNotStopAgain()
    {
        var daemon = Run(FailureAction.Stop, static (stop, _) => stop.Request(StopReason.Signal));

        Assert.Equal((StopReason.Signal, 0), (daemon.Stop.Reason, daemon.Stop.ExitCode));
        Assert.DoesNotContain("stopping (OnFailure)", _log.Text, StringComparison.Ordinal);
    }

    /// <summary>Runs a tick that fails, with a callback for OnError.</summary>
    private static VirtualDaemon Run(FailureAction action, Action<StopRequest, CancellationToken> callback)
    {
        VirtualDaemon? daemon = null;
        daemon = new VirtualDaemon(
            new FailurePolicy(action, 3, new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)), 0),
            (_, _, token) =>
            {
                callback(daemon!.Stop, token);
                return default;
            });
        daemon.Run(new GridTimetable(new Grid(0, TimeSpan.TicksPerHour)), static (_, _) => new(1), SlotPolicy.Default with { MaxRuns = 1 });
        return daemon;
    }
}
