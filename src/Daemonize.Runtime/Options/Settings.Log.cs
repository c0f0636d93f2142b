using Daemonize.Identity;

namespace Daemonize.Options;

/// <content>The log.</content>
internal sealed partial class Settings
{
    /// <summary>As <see cref="LogFile"/>, and the same where standard error has no separate place.</summary>
    public string ErrorFile { get; }

    /// <summary>How many bytes a log file gets before it is moved away; 0 for off.</summary>
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
