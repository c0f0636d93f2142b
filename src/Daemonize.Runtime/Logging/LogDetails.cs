namespace Daemonize.Logging;

/// <summary>What a logger knows of a record beside its message, for JSON.</summary>
/// <param name="State">The values of the message's template.</param>
/// <param name="Scopes">The innermost scope.</param>
internal sealed record LogDetails(IEnumerable<KeyValuePair<string, object?>>? State, LogScope? Scopes);
