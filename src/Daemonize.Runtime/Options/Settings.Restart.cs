namespace Daemonize.Options;

/// <content>The settings for what happens when a started daemon ends.</content>
internal sealed partial class Settings
{
    public RestartPolicy Restart => (RestartPolicy)Get(Setting.Restart);

    public TimeSpan RestartDelay => Get(Setting.RestartDelay);

    public TimeSpan MaxRestartDelay => Get(Setting.MaxRestartDelay);

    /// <summary>Gets the largest number of restarts within <see cref="RestartWindow"/>; 0 for no limit.</summary>
    public int MaxRestarts => Get(Setting.MaxRestarts);

    public TimeSpan RestartWindow => Get(Setting.RestartWindow);
}
