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
    public long LogMaxSize =>
        Read(SettingOption.LogMaxSize) is not var (source, text) ? _definition.LogMaxSize
        : text == CronText.Off ? 0
        : ByteSize.TryParse(text, out var size) && size >= LogSize.Least ? size
        : throw Refuse(SettingOption.LogMaxSize, source, text);

    public int LogBackups => ReadNumber(SettingOption.LogBackups) ?? _definition.LogBackups;

    public bool LogCompress => ReadFlag(SettingOption.LogCompress) ?? _definition.LogCompress;

    public LogFormat LogFormat => ReadPolicy<LogFormat>(SettingOption.LogFormat) ?? _definition.LogFormat;

    private void CheckLog() => _ = (LogMaxSize, LogBackups, LogCompress, LogFormat);

    private string ResolveLog(string target) =>
        LogTarget.FindStream(target) ?? (LogTarget.IsFile(target) ? Directories.ResolveLogFile(target, _program) : target);
}
