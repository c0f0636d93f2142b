namespace NewsApp;

/// <summary>Why a tick brought no headlines: one line with the cause and the way out, for the log.</summary>
internal sealed class NewsException(string message, Exception? cause = null) : Exception(message, cause);
