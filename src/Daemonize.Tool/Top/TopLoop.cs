using System.Diagnostics;
using System.Runtime.InteropServices;
using Daemonize.Commands;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>
/// Runs the screen: draws once a second and after each key, and waits for keys, signals, and news from the threads that look and act.
/// Only this thread touches the model and the terminal.
/// </summary>
internal sealed class TopLoop : IDisposable
{
    /// <summary>How long a window that is being resized must be still before it is drawn.</summary>
    private static readonly TimeSpan ResizePause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long after Esc the rest of a sequence may come, also over a slow connection.</summary>
    private static readonly TimeSpan EscapePause = TimeSpan.FromMilliseconds(50);

    private readonly Wake _wake = new();
    private readonly KeyParser _keys = new();
    private readonly TopNews _news;
    private readonly TopModel _model;
    private readonly TopScreen _screen;
    private readonly TopTerminal _terminal;
    private readonly FrameWriter _writer;
    private readonly TopLooker _looker;
    private readonly TopVerbs _verbs;
    private readonly FleetSource? _fleet;
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly bool _isPlain;
    private PosixSignalRegistration _suspension;
    private Grid? _shown;
    private long _resizedAt;
    private long _escapedAt;
    private int? _exitCode;

    public TopLoop(TopOptions options)
    {
        _isPlain = !options.Style.HasGlyphs;
        _news = new TopNews(_wake);
        _model = new TopModel(options.IsReadOnly);
        var machine = options.Fleet is { Hosts.Count: var count } ? Plural.Of(count, "host", "hosts") : Environment.MachineName;
        _screen = new TopScreen(machine, ProcessTable.UserName(ThisProcess.UserId), options.Style.Zone);
        _writer = new FrameWriter(options.Style.HasColours);
        var local = new SnapshotSource(options.Fleet?.LocalNames ?? options.Patterns, TopSource.RecordsRead);
        _fleet = options.Fleet is { } fleet ? new FleetSource(fleet, fleet.LocalNames is null ? null : local) : null;
        _verbs = new TopVerbs(_news, _fleet);
        _looker = new TopLooker(new TopSource(_fleet is null ? local : _fleet, options.Style), _news);

        // Before the terminal is taken: from then on, a signal must not end the process without giving it back.
        Hear(PosixSignal.SIGTERM, Libc.SIGTERM);
        Hear(PosixSignal.SIGHUP, Libc.SIGHUP);
        Hear(PosixSignal.SIGINT, Libc.SIGINT);
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _news.Resize()));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => _news.Continue()));
        _suspension = HearSuspension();
        _terminal = new TopTerminal(options.HasMouse, isSimple: _isPlain);
    }

    /// <summary>Runs until the user quits, a signal comes, or the terminal is gone, and returns the exit code.</summary>
    public int Run()
    {
        if (_fleet is not null)
        {
            _fleet.Changed += _looker.LookAgain;
            _fleet.Begin();
        }

        _looker.Begin();
        Draw();
        while (_exitCode is null)
        {
            var ready = Poll.WaitForAny(stackalloc[] { TopTerminal.Input, _wake.Number }, NextTime());
            if (ready == 0)
            {
                ReadKeys();
            }

            TakeNews();
            TakeEscape();
            if (_resizedAt == 0 || HasPassed(_resizedAt, ResizePause))
            {
                _resizedAt = 0;
                Draw();
            }
        }

        return _exitCode.Value;
    }

    public void Dispose()
    {
        // First, whatever else may fail.
        _terminal.Dispose();
        _signals.ForEach(static signal => signal.Dispose());
        _suspension.Dispose();
        _looker.End();
        _fleet?.Dispose();
    }

    /// <summary>Ends the loop at a signal; the exit code is that of a shell for it.</summary>
    private void Hear(PosixSignal signal, int number) => _signals.Add(PosixSignalRegistration.Create(
        signal,
        context =>
        {
            context.Cancel = true;
            _news.End(128 + number);
        }));

    /// <summary>Hears SIGTSTP from elsewhere, as <c>kill -TSTP</c> sends it: the terminal is given back before the process stops.</summary>
    private PosixSignalRegistration HearSuspension() => PosixSignalRegistration.Create(
        PosixSignal.SIGTSTP,
        context =>
        {
            context.Cancel = true;
            _news.Suspend();
        });

    private void Suspend()
    {
        // The default action is what stops the process.
        _suspension.Dispose();
        _terminal.Suspend();
        _suspension = HearSuspension();
        _shown = null;
    }

    /// <summary>Gets when to draw next at the latest: at the beginning of the next second of the clock.</summary>
    private long NextTime()
    {
        var next = Deadline.TimestampIn(TimeSpan.FromMilliseconds(1000 - DateTimeOffset.UtcNow.Millisecond));
        next = _resizedAt == 0 ? next : Math.Min(next, _resizedAt + TicksOf(ResizePause));
        return _escapedAt == 0 ? next : Math.Min(next, _escapedAt + TicksOf(EscapePause));
    }

    private void ReadKeys()
    {
        Span<byte> bytes = stackalloc byte[4096];
        var length = Descriptor.Read(TopTerminal.Input, bytes, out var errno);
        if (length <= 0)
        {
            // The terminal is gone, and SIGHUP on its way.
            _exitCode = errno is Libc.EAGAIN ? null : 128 + Libc.SIGHUP;
            return;
        }

        Press(_keys.Read(bytes[..length]));
        _escapedAt = _keys.IsPending ? Stopwatch.GetTimestamp() : 0;
    }

    private void TakeEscape()
    {
        if (_escapedAt != 0 && HasPassed(_escapedAt, EscapePause))
        {
            _escapedAt = 0;
            Press(_keys.Flush());
        }
    }

    private void Press(List<Key> keys)
    {
        foreach (var key in keys)
        {
            if (key.Kind == KeyKind.Synchronized)
            {
                _writer.IsSynchronized = true;
            }
            else if (key.Kind == KeyKind.Click)
            {
                _model.Click(key.Y - TopScreen.FirstLine);
            }
            else
            {
                Grant(_model.Press(key));
            }
        }

        _looker.Open(_model.OpenRow?.Daemon);
    }

    private void Grant(TopWish wish)
    {
        switch (wish.Kind)
        {
            case TopWishKind.Quit:
                _exitCode ??= DaemonExitCode.Success;
                break;
            case TopWishKind.Redraw:
                _shown = null;
                break;
            case TopWishKind.Suspend:
                Suspend();
                break;
            case TopWishKind.Act:
                var daemon = wish.Row!.Daemon;
                var problem = _verbs.TryBegin(wish.Verb, daemon);
                _model.Tell(problem ?? $"{wish.Verb.ToWord()} {daemon.FullName} ...", problem is not null);
                break;
        }
    }

    private void TakeNews()
    {
        var news = _news.Take();
        _exitCode ??= news.ExitCode;
        if (news.Snapshot is { } snapshot)
        {
            _model.Take(snapshot);
        }

        if (news.Outcome is { } outcome)
        {
            _model.Tell(Describe(outcome), outcome.ExitCode != DaemonExitCode.Success);
            _looker.LookAgain();
        }

        if (news.IsSuspended)
        {
            Suspend();
        }

        if (news.IsContinued)
        {
            _terminal.Take();
            _shown = null;
        }

        if (news.IsResized)
        {
            _resizedAt = Stopwatch.GetTimestamp();
        }

        news.Failure?.Throw();
    }

    /// <summary>Gets the last line that the verb has said: it says how it ended.</summary>
    private static string Describe(VerbOutcome outcome)
    {
        var said = outcome.Error.TrimEnd('\n') is { Length: > 0 } error ? error : outcome.Output.TrimEnd('\n');
        var last = said[(said.LastIndexOf('\n') + 1)..];
        var text = last.Length > 0 ? last : $"{outcome.Name}: exit code {outcome.ExitCode}";
        return outcome.Host is null ? text : $"{outcome.Host}: {text}";
    }

    private void Draw()
    {
        var grid = new Grid(TopTerminal.Width, TopTerminal.Height, _isPlain);
        _screen.Draw(grid, _model, DateTimeOffset.UtcNow);
        var bytes = _writer.Write(_shown, grid);

        // What a terminal did not take whole is written again from the beginning.
        _shown = bytes.IsEmpty || TopTerminal.TryWrite(bytes.Span) ? grid : null;
    }

    private static bool HasPassed(long since, TimeSpan pause) => Stopwatch.GetElapsedTime(since) >= pause;

    private static long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}

/// <summary>How to run the screen.</summary>
/// <param name="Patterns">The names and patterns of the daemons to show; all without any.</param>
/// <param name="Style">What the terminal shows.</param>
/// <param name="IsReadOnly">Whether nothing may be done to daemons.</param>
/// <param name="HasMouse">Whether to use the mouse.</param>
internal sealed record TopOptions(IReadOnlyList<string> Patterns, HistoryStyle Style, bool IsReadOnly, bool HasMouse)
{
    /// <summary>The other machines to show; null for this one.</summary>
    public FleetOptions? Fleet { get; init; }
}
