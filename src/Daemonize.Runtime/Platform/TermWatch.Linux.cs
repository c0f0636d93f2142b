using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Waits until a <see cref="TermLock"/> is free: one thread for all waits, which starts with the first.</summary>
internal sealed class TermWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private readonly Wake _wake = new();
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>Waits until nobody has the lock. Another one may have taken it again when the wait ends.</summary>
    /// <param name="path">The path of the lock.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    public async ValueTask WaitAsync(string path, CancellationToken abandon)
    {
        abandon.ThrowIfCancellationRequested();
        if (TermLock.TryOpenToWait(path) is not { } reader)
        {
            return;
        }

        // Opened before the look: the writer that a look finds has the FIFO open now, and its hang-up is reported however early it comes.
        var waiter = new Waiter(reader, path);
        if (waiter.IsOver())
        {
            waiter.Dispose();
            await waiter.End.Task.ConfigureAwait(false);
            return;
        }

        Add(waiter);
        await using var registration = abandon.Register(() => Cancel(waiter, abandon)).ConfigureAwait(false);
        await waiter.End.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _wake.Set();
        }

        _thread?.Join();
        _wake.Dispose();
    }

    private void Add(Waiter waiter)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                waiter.Dispose();
                throw new ObjectDisposedException(nameof(TermWatch));
            }

            _waiters.Add(waiter);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "daemonize lease watch" };
                _thread.Start();
            }

            _wake.Set();
        }
    }

    private void Cancel(Waiter waiter, CancellationToken abandon)
    {
        lock (_gate)
        {
            // The thread closes the descriptor, which it may be waiting for now.
            if (waiter.End.TrySetCanceled(abandon) && !_isDisposed)
            {
                _wake.Set();
            }
        }
    }

    private void Run()
    {
        while (Prepare() is { } waiters)
        {
            Span<Libc.pollfd> polls = new Libc.pollfd[waiters.Length + 1];
            polls[0] = new Libc.pollfd { fd = _wake.Number, events = Libc.POLLIN };
            for (var i = 0; i < waiters.Length; i++)
            {
                // No event is requested: the hang-up is always reported (poll(2)).
                polls[i + 1] = new Libc.pollfd { fd = waiters[i].Number };
            }

            Poll.WaitForEvents(polls);
            for (var i = 0; i < waiters.Length; i++)
            {
                // If the next holder is there already, it has the FIFO open, so that the next wait does not end at once.
                _ = polls[i + 1].revents != 0 && waiters[i].IsOver();
            }
        }
    }

    /// <summary>Closes what nobody waits for any more and gets the rest; null if the watch is disposed.</summary>
    private Waiter[]? Prepare()
    {
        lock (_gate)
        {
            _wake.Clear();
            foreach (var waiter in CollectionsMarshal.AsSpan(_waiters))
            {
                if (_isDisposed)
                {
                    _ = waiter.End.TrySetException(new ObjectDisposedException(nameof(TermWatch)));
                }

                if (waiter.End.Task.IsCompleted)
                {
                    waiter.Dispose();
                }
            }

            _ = _waiters.RemoveAll(static waiter => waiter.End.Task.IsCompleted);
            return _isDisposed ? null : [.. _waiters];
        }
    }

    private sealed class Waiter(Descriptor reader, string path) : IDisposable
    {
        public int Number => reader.Number;

        /// <summary>Ends on the thread pool and not on the thread of the watch.</summary>
        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Looks whether the lock is free, or why that cannot be found out, and ends the wait then.</summary>
        public bool IsOver()
        {
            try
            {
                return !PrivateFile.IsLocked(reader, path) && End.TrySetResult();
            }
            catch (DaemonException exception)
            {
                return End.TrySetException(exception);
            }
        }

        public void Dispose() => reader.Dispose();
    }
}
