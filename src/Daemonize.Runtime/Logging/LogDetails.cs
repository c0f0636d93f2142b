namespace Daemonize.Logging;

/// <summary>The parts of a record that JSON shows in addition to its message.</summary>
/// <param name="State">The values of the message's template; null if it has none.</param>
/// <param name="Scopes">The innermost scope; null if there is none.</param>
internal sealed record LogDetails(IEnumerable<KeyValuePair<string, object?>>? State, LogScope? Scopes);
