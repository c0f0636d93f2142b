namespace Daemonize;

/// <summary>
/// A duration as the value of a setting. Not <see cref="TimeSpan"/> itself: generic code over a structure of another assembly is not
/// compiled ahead of time, so the JIT would compile it at every start.
/// </summary>
/// <param name="ticks">The duration in ticks of 100 ns.</param>
internal readonly struct SettingTime(long ticks)
{
    private readonly long _ticks = ticks;

    public static implicit operator TimeSpan(SettingTime time) => new(time._ticks);

    public static implicit operator SettingTime(TimeSpan time) => new(time.Ticks);
}
