namespace Daemonize.Logging;

/// <summary>The parts of a record in addition to its message, for JSON.</summary>
/// <param name="State">The values of the message's template.</param>
/// <param name="Scopes">The innermost scope.</param>
internal sealed record LogDetails(IEnumerable<KeyValuePair<string, object?>>? State, LogScope? Scopes);
