namespace NewsApp;

/// <summary>The failure of a tick: one line with the cause and the remedy, for the log.</summary>
internal sealed class NewsException(string message, Exception? cause = null) : Exception(message, cause);
