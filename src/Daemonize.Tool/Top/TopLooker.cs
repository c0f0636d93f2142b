using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>The thread that looks at the daemons once a second, so that a slow disk does not hold up the keys.</summary>
/// <param name="source">Reads the daemons; disposed with the thread.</param>
/// <param name="news">Receives what was read.</param>
internal sealed class TopLooker(TopSource source, TopNews news)
{
    private static readonly TimeSpan Pause = new(0, 0, 1);

    /// <summary>Guards the fields below, and is pulsed when a look must not wait.</summary>
    private readonly object _gate = new();

    private bool _isHurried;
    private bool _isToWalk;
    private bool _isOver;
    private SeenDaemon? _open;

    /// <summary>Sets the daemon of which more is shown, null for none. Another one is read at once.</summary>
    public void Open(SeenDaemon? daemon)
    {
        lock (_gate)
        {
            _isHurried |= daemon is not null && daemon.Id != _open?.Id;
            _open = daemon;
            Monitor.Pulse(_gate);
        }
    }

    public void Begin() => new Thread(Run) { IsBackground = true }.Start();

    /// <summary>Looks at once, and at all processes: something has been done.</summary>
    public void LookAgain()
    {
        lock (_gate)
        {
            _isToWalk = _isHurried = true;
            Monitor.Pulse(_gate);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _isOver = _isHurried = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        try
        {
            using (source)
            {
                for (var (isToWalk, open) = (false, (SeenDaemon?)null); !_isOver; (isToWalk, open) = WaitForNext())
                {
                    news.Show(source.Look(isToWalk, open));
                }
            }
        }
        catch (Exception exception)
        {
            // The loop ends with it: an exception here would end the process, and the terminal would stay as it is.
            news.Fail(exception);
        }
    }

    /// <summary>Waits until a second has passed, or somebody is in a hurry.</summary>
    private (bool IsToWalk, SeenDaemon? Open) WaitForNext()
    {
        lock (_gate)
        {
            var end = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
            while (!_isHurried && end - Environment.TickCount64 is > 0 and var left)
            {
                _ = Monitor.Wait(_gate, (int)left);
            }

            var isToWalk = _isToWalk;
            _isHurried = _isToWalk = false;
            return (isToWalk, _open);
        }
    }
}
