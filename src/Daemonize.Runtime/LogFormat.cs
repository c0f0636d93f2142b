namespace Daemonize;

/// <summary>What a record of the log is; see <see cref="DaemonAttribute.LogFormat"/>.</summary>
public enum LogFormat
{
    /// <summary><c>time level category: message</c>, with the further lines of the message and of an exception indented below it.</summary>
    Text,

    /// <summary>An object of JSON in one line: <c>time</c>, <c>level</c>, <c>category</c>, <c>message</c>, and where there are any <c>exception</c>, <c>state</c> and <c>scopes</c>.</summary>
    Json,
}
