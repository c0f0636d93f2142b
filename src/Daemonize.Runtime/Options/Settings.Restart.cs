namespace Daemonize.Options;

/// <content>The settings for what happens when a started daemon ends.</content>
internal sealed partial class Settings
{
    public RestartPolicy Restart => ReadPolicy<RestartPolicy>(SettingOption.Restart) ?? _definition.Restart;

    public TimeSpan RestartDelay => ReadDuration(SettingOption.RestartDelay) ?? _definition.RestartDelay;

    public TimeSpan MaxRestartDelay => ReadDuration(SettingOption.MaxRestartDelay) ?? _definition.MaxRestartDelay;

    /// <summary>Gets the largest number of restarts within <see cref="RestartWindow"/>; 0 for no limit.</summary>
    public int MaxRestarts => ReadNumber(SettingOption.MaxRestarts) ?? _definition.MaxRestarts;

    public TimeSpan RestartWindow => ReadDuration(SettingOption.RestartWindow) ?? _definition.RestartWindow;

    private void CheckRestart() => _ = (Restart, RestartDelay, MaxRestartDelay, MaxRestarts, RestartWindow);
}
