using Microsoft.Extensions.Logging;

namespace Daemonize.Logging;

/// <summary>The <see cref="ILogger"/> of a daemon method. It alone touches the logging abstractions, so that a daemon without one never loads them.</summary>
internal sealed class DaemonLogger(string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Logging.Log.Write(NameOf(logLevel), category, formatter(state, exception), exception);
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "crit ",
        LogLevel.Error => "error",
        LogLevel.Warning => "warn ",
        _ => "info ",
    };
}
