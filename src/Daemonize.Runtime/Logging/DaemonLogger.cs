using Microsoft.Extensions.Logging;

namespace Daemonize.Logging;

/// <summary>The <see cref="ILogger"/> of a daemon method. It alone touches the logging abstractions, so that a daemon without one never loads them.</summary>
/// <param name="category">What its records are of.</param>
/// <param name="least">The least level that is written.</param>
internal sealed class DaemonLogger(string category, LogLevel least = LogLevel.Information) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => LogRecords.HasDetails ? LogScope.Open(state) : null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Logging.Log.Write(NumberOf(logLevel), category, formatter(state, exception), exception, DetailsOf(state));
        }
    }

    private static LogDetails? DetailsOf<TState>(TState state) =>
        LogRecords.HasDetails ? new LogDetails(state as IEnumerable<KeyValuePair<string, object?>>, LogScope.Current) : null;

    private static int NumberOf(LogLevel level) => level switch
    {
        LogLevel.Critical => LogLevels.Critical,
        LogLevel.Error => LogLevels.Error,
        LogLevel.Warning => LogLevels.Warning,
        LogLevel.Information => LogLevels.Information,
        _ => LogLevels.Debug,
    };
}
