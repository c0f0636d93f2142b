namespace Daemonize.Logging;

/// <summary>A scope that a logger's caller has opened. Scopes follow the flow of the program, through its tasks.</summary>
internal sealed class LogScope : IDisposable
{
    private static readonly AsyncLocal<LogScope?> Innermost = new();

    private LogScope(object state, LogScope? outer)
    {
        State = state;
        Outer = outer;
    }

    public static LogScope? Current => Innermost.Value;

    public object State { get; }

    public LogScope? Outer { get; }

    public static LogScope Open(object state) => Innermost.Value = new LogScope(state, Innermost.Value);

    public void Dispose() => Innermost.Value = Outer;
}
