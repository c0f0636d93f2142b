using System.Runtime.CompilerServices;
using Daemonize;

namespace TestApp;

/// <summary>Daemons with results.</summary>
internal static class ResultBehaviours
{
    /// <summary>
    /// Produces 40 results at once and says so in the file "produced"; the handler needs some time for each and writes it into the file
    /// "handled".
    /// </summary>
    [Daemon(OnResult = nameof(Handle))]
    internal static async IAsyncEnumerable<int> Batch([EnumeratorCancellation] CancellationToken stopping)
    {
        for (var value = 1; value <= 40; value++)
        {
            yield return value;
        }

        Output.Tell("produced", "40");
        await Behaviours.Wait(stopping);
    }

    /// <summary>Produces five results, and handles the third until its token is cancelled.</summary>
    [Daemon(OnResult = nameof(HandleTwo), StopTimeout = "10s", OnStop = nameof(Leave))]
    internal static async IAsyncEnumerable<int> Stuck([EnumeratorCancellation] CancellationToken stopping)
    {
        for (var value = 1; value <= 5; value++)
        {
            yield return value;
        }

        await Behaviours.Wait(stopping);
    }

    /// <summary>Makes a result of each tick, the handling of which fails.</summary>
    [Daemon(Interval = "20ms", OnResult = nameof(Refuse))]
    internal static string Bad() => "bad";

    /// <summary>Takes longer than the next result takes to come, so that some results wait when the daemon is stopped.</summary>
    internal static async Task Handle(int value)
    {
        await Task.Delay(20);
        Output.Tell("handled", $"{value}");
    }

    /// <summary>Hangs at the third value until the token is cancelled.</summary>
    internal static async Task HandleTwo(int value, CancellationToken cancellationToken)
    {
        if (value == 3)
        {
            Output.Tell("stuck", "3");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    internal static void Refuse(string value) => throw new InvalidOperationException($"a {value} result");

    internal static void Leave(StopReason reason) => Output.Tell("left", $"{reason}");
}
