namespace Daemonize.Platform;

/// <summary>Waits until a <see cref="TermLock"/> is free: looks ten times a second, because .NET has no event for it.</summary>
internal sealed class TermWatch : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _end = new();

    /// <summary>Waits until nobody has the lock. Another one may have taken it again when the wait ends.</summary>
    /// <param name="path">The path of the lock.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    public async ValueTask WaitAsync(string path, CancellationToken abandon)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandon, _end.Token);
        either.Token.ThrowIfCancellationRequested();
        try
        {
            while (TermLock.IsHeld(path))
            {
                await Task.Delay(LookAgain, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!abandon.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(TermWatch));
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
