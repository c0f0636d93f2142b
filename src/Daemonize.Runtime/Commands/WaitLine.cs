using System.Runtime.InteropServices;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>
/// A line on the terminal about what a command waits for, shown after each second without other output. It is removed at the end, and by
/// any other output.
/// </summary>
internal sealed class WaitLine : IDisposable
{
    private static readonly TimeSpan Pause = new(0, 0, 1);

    private readonly Func<string> _describe;
    private readonly Timer _timer;
    private readonly PosixSignalRegistration _interrupt;

    /// <param name="describe">Gives the text of the line, on a thread of the pool.</param>
    public WaitLine(Func<string> describe)
    {
        _describe = describe;

        // Ctrl-C still ends the command; the handler only clears the line first.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static _ => Terminal.ClearTransient());
        _timer = new Timer(static line => ((WaitLine)line!).Show(), this, Pause, Pause);
    }

    /// <summary>Whether standard error is a terminal.</summary>
    public static bool CanBeSeen => Terminal.IsTerminal(Terminal.Error);

    /// <summary>Gets the beginning of a line: <c>stopping fetch: 3s</c>.</summary>
    public static string Describe(string verb, string what, TimeSpan elapsed) =>
        $"{Verb.Find(verb)?.Participle} {what}: {Duration.Format(TimeSpan.FromSeconds(Math.Round(elapsed.TotalSeconds)))}";

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

    private void Show() => Terminal.WriteTransient(_describe(), Pause);
}
