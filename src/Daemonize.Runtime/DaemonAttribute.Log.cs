namespace Daemonize;

/// <content>The log.</content>
public sealed partial class DaemonAttribute
{
    /// <summary>
    /// Where standard error goes, apart from standard output: a file, or <c>"null"</c>, <c>"syslog"</c> or <c>"journal"</c>, as <see cref="LogFile"/>. The records
    /// of the <see cref="Microsoft.Extensions.Logging.ILogger"/> go there too. The default is the same as <see cref="LogFile"/>.
    /// </summary>
    public string? ErrorFile { get; set; }

    /// <summary>
    /// How large a log file gets before it is moved away, such as <c>"10MB"</c> (powers of 1024), <c>"4KB"</c> or more; or <c>"off"</c>, the default. It is then
    /// called <c>{name}.log.1</c>, the one before it <c>{name}.log.2</c>, and so on. No line is lost or cut.
    /// </summary>
    /// <remarks>
    /// Standard output and error are then a pipe to a thread of the daemon, so that children never write to a file that has been moved away. What is still in the
    /// pipe when the daemon is killed with SIGKILL or by the crash of native code is lost; without this setting they are the file itself, and nothing is.
    /// </remarks>
    public string? LogMaxSize { get; set; }

    /// <summary>How many logs are kept that <see cref="LogMaxSize"/> has moved away, 0 or more. The default is 5.</summary>
    public int LogBackups { get; set; } = 5;

    /// <summary>Whether these are compressed (gzip), by a separate thread. The default is <see langword="false"/>.</summary>
    public bool LogCompress { get; set; }

    /// <summary>What a record of the log is: a line of text, or a line of JSON. The default is <see cref="LogFormat.Text"/>.</summary>
    public LogFormat LogFormat { get; set; }
}
