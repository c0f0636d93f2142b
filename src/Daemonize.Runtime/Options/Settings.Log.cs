using Daemonize.Places;

namespace Daemonize.Options;

/// <content>The settings of the log.</content>
internal sealed partial class Settings
{
    /// <summary>
    /// Gets the log for standard error, in the form of <see cref="LogFile"/>; the same as <see cref="LogFile"/> if it is not set.
    /// </summary>
    public string ErrorFile { get; }

    /// <summary>Gets the size in bytes at which a log file is rotated; 0 for off.</summary>
    public long LogMaxSize => Get(Setting.LogMaxSize);

    public int LogBackups => Get(Setting.LogBackups);

    public bool LogCompress => Get(Setting.LogCompress);

    public LogFormat LogFormat => (LogFormat)Get(Setting.LogFormat);

    private string ResolveLog(string target) =>
        LogTarget.FindStream(target) ?? (LogTarget.IsFile(target) ? Directories.ResolveLogFile(target, _program) : target);
}
