using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.LogOutput;

/// <summary>A log that is rotated by the daemon and, at the same time, by logrotate, which uses no lock.</summary>
public sealed class RotationTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void SomebodyElseMayBeQuickerAtAnyMoment(int backups)
    {
        var path = _folder["fetch.log"];

        // The rotation renames these backups before the log, so the other thread has time to interfere.
        for (var number = 1; number < backups; number++)
        {
            File.WriteAllText($"{path}.{number}", "");
        }

        using var done = new CancellationTokenSource();
        var other = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                _ = Libc.rename(path, path + "-other");
            }
        });
        other.Start();
        try
        {
            for (var i = 0; i < 3000; i++)
            {
                using var file = LogFile.Open(path);
                var result = new Rotation(MaxSize: 1, backups, Compress: false).TryMoveAway(path, file, out var problem);
                Assert.True(result is MoveResult.Moved or MoveResult.WasMoved, problem);
            }
        }
        finally
        {
            done.Cancel();
            other.Join();
        }
    }

    public void Dispose() => _folder.Dispose();
}
