using System.Runtime.CompilerServices;
using Daemonize;

namespace TestApp;

/// <summary>
/// A stream of numbers that continues where the previous run ended. Each run adds a line to the file "runs": its first number, the one
/// after its last, how many were handled, how many of them more than once, and how many were in progress at most.
/// </summary>
internal static class FloodBehaviour
{
    /// <summary>
    /// The count of numbers that come as fast as they are taken. Then the file "mid" appears, and they come slowly until the stop.
    /// </summary>
    private const int Fast = 50_000;
    private const int Most = 200_000;

    /// <summary>With TESTAPP_JAM, one in this many handlers hangs until its token is cancelled.</summary>
    private const int JamEvery = 5_000;

    private static readonly int[] Counts = new int[Most];
    private static readonly bool IsJam = Environment.GetEnvironmentVariable("TESTAPP_JAM") is not null;
    private static int _first;
    private static int _next;
    private static int _handled;
    private static int _mostUnderWay;

    [Daemon(OnStart = nameof(Resume), OnResult = nameof(Handle), Concurrency = 8, OnStop = nameof(Sum), StopTimeout = "20s")]
    internal static async IAsyncEnumerable<int> Flood([EnumeratorCancellation] CancellationToken stopping)
    {
        _next = _first;
        while (!stopping.IsCancellationRequested && _next - _first < Most)
        {
            var number = _next - _first;
            if (number == Fast || (IsJam && number == (8 * JamEvery) - 1))
            {
                Output.Tell("mid", "now");
            }

            if (number > Fast && number % 50 == 0)
            {
                await Task.Delay(1, CancellationToken.None);
            }

            _mostUnderWay = Math.Max(_mostUnderWay, number + 1 - Volatile.Read(ref _handled));
            yield return _next++;
        }
    }

    internal static void Resume() =>
        _first = File.Exists(Output.PathOf("runs")) ? int.Parse(File.ReadLines(Output.PathOf("runs")).Last().Split(' ')[1], null) : 0;

    internal static async Task Handle(int value, CancellationToken cancellationToken)
    {
        var number = value - _first;
        if (IsJam && number % JamEvery == JamEvery - 1)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (number % 100 == 0)
        {
            await Task.Yield();
        }

        Interlocked.Increment(ref Counts[number]);
        Interlocked.Increment(ref _handled);
    }

    internal static void Sum() =>
        Output.Tell("runs", $"{_first} {_next} {Counts.Count(count => count > 0)} {Counts.Count(count => count > 1)} {_mostUnderWay}");
}
