using System.Runtime.CompilerServices;
using Daemonize;

namespace Stream;

/// <summary>The library's pipeline: values of a stream, handled eight at a time.</summary>
internal static class Daemon
{
    private static Run? _run;

    [Daemon(Name = "stream", OnResult = nameof(Handle), Concurrency = 8)]
    internal static async IAsyncEnumerable<long> Make(
        FileInfo file, long count, int rounds, [EnumeratorCancellation] CancellationToken stopping)
    {
        _run = new Run(count, rounds, file.FullName);
        foreach (var value in _run.Values())
        {
            stopping.ThrowIfCancellationRequested();
            yield return value;
        }

        await Task.CompletedTask;
    }

    internal static void Handle(long value) => _run!.Handle(value);
}
