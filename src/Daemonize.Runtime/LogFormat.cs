namespace Daemonize;

/// <summary>The format of a log record; see <see cref="DaemonAttribute.LogFormat"/>.</summary>
public enum LogFormat
{
    /// <summary><c>time level category: message</c>, with the further lines of the message and of an exception indented below it.</summary>
    Text,

    /// <summary>
    /// A JSON object on one line: <c>time</c>, <c>level</c>, <c>category</c>, <c>message</c>, and if present <c>exception</c>, <c>state</c>
    /// and <c>scopes</c>.
    /// </summary>
    Json,
}
