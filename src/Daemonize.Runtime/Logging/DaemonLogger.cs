using Microsoft.Extensions.Logging;

namespace Daemonize.Logging;

/// <summary>
/// The <see cref="ILogger"/> of a daemon method. Only this class uses the logging abstractions: a daemon without a logger never loads them.
/// </summary>
/// <param name="category">The category that its records show.</param>
/// <param name="least">The lowest level that is written; <see cref="LogLevel.Information"/> by default.</param>
internal sealed class DaemonLogger(string category, LogLevel least = LogLevel.Information) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => LogRecords.HasDetails ? LogScope.Open(state) : null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
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
