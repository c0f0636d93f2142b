namespace Daemonize;

/// <content>The settings of the log.</content>
public sealed partial class DaemonAttribute
{
    /// <summary>
    /// A separate destination for standard error: a file, or <c>"null"</c>, <c>"syslog"</c> or <c>"journal"</c>, as for
    /// <see cref="LogFile"/>. The records of the <see cref="Microsoft.Extensions.Logging.ILogger"/> go there too. The default is the
    /// destination of <see cref="LogFile"/>.
    /// </summary>
    public string? ErrorFile { get; set; }

    /// <summary>
    /// The size at which a log file is rotated, such as <c>"10MB"</c> (powers of 1024), at least <c>"4KB"</c>; or <c>"off"</c>, the
    /// default. The rotated file is named <c>{name}.log.1</c>, the previous one <c>{name}.log.2</c>, and so on. No line is lost or cut.
    /// </summary>
    /// <remarks>
    /// With this setting, standard output and standard error are a pipe to a thread of the daemon, because child processes would otherwise
    /// continue to write to a rotated file. Text that is still in the pipe is lost when SIGKILL or a crash of native code ends the daemon.
    /// Without this setting, both streams are the file itself, and no text is lost.
    /// </remarks>
    public string? LogMaxSize { get; set; }

    /// <summary>The number of rotated logs to keep, 0 or more: see <see cref="LogMaxSize"/>. The default is 5.</summary>
    public int LogBackups { get; set; } = 5;

    /// <summary>Whether rotated logs are compressed (gzip), on a separate thread. The default is <see langword="false"/>.</summary>
    public bool LogCompress { get; set; }

    /// <summary>The format of a log record: a line of text, or a line of JSON. The default is <see cref="LogFormat.Text"/>.</summary>
    public LogFormat LogFormat { get; set; }
}
