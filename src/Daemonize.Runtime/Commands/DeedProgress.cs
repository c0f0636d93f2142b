using System.Diagnostics;
using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>Tells a terminal what is waited for, when nothing has been said for a second: <c>stopping fetch: 3s of 30s at most</c>. Nothing of it is left.</summary>
internal sealed class DeedProgress : IDisposable
{
    private static readonly TimeSpan Pause = new(0, 0, 1);

    private readonly List<Deed> _deeds;
    private readonly long _beginning = Stopwatch.GetTimestamp();
    private readonly Timer _timer;
    private readonly PosixSignalRegistration _interrupt;
    private int _done;

    private DeedProgress(List<Deed> deeds)
    {
        _deeds = deeds;

        // Ctrl-C ends the command as ever; only the line goes first.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static _ => Terminal.ClearTransient());
        _timer = new Timer(static progress => ((DeedProgress)progress!).Tell(), this, Pause, Pause);
    }

    /// <summary>Null where nobody would see it.</summary>
    public static DeedProgress? Show(List<Deed> deeds) => deeds.Count > 0 && Terminal.IsTerminal(Terminal.Error) ? new DeedProgress(deeds) : null;

    /// <summary>One more is done.</summary>
    public void Done() => Interlocked.Increment(ref _done);

    public void Dispose()
    {
        using var isOver = new ManualResetEvent(false);
        if (_timer.Dispose(isOver))
        {
            isOver.WaitOne();
        }

        _interrupt.Dispose();
        Terminal.ClearTransient();
    }

    private void Tell()
    {
        var done = Math.Min(Volatile.Read(ref _done), _deeds.Count - 1);
        var deed = _deeds[done];
        var what = _deeds.Count == 1 ? deed.Instance.Name : $"{deed.Instance.Name}, {done + 1} of {_deeds.Count}";
        var elapsed = Duration.Format(TimeSpan.FromSeconds((long)Stopwatch.GetElapsedTime(_beginning).TotalSeconds));
        Terminal.WriteTransient($"{Participle(deed.Verb)} {what}: {elapsed}{LimitOf(deed)}", Pause);
    }

    /// <summary>A variable that is mistaken prevents no stop, and is no concern here.</summary>
    private static string LimitOf(Deed deed)
    {
        try
        {
            return $" of {Duration.Format(deed.Limit())} at most";
        }
        catch (DaemonException)
        {
            return "";
        }
    }

    private static string Participle(string verb) => verb switch
    {
        "stop" => "stopping",
        "start" => "starting",
        _ => "reloading",
    };
}
