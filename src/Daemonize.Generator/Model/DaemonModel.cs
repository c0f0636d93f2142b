namespace Daemonize.Generator.Model;

/// <summary>One daemon.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Method">The marked method.</param>
/// <param name="Settings">The settings of the attribute, without the name and the callbacks.</param>
/// <param name="Callbacks">The methods that the daemon calls in addition to the marked one.</param>
/// <param name="Services">The method that configures its services, fully qualified; null where it takes none.</param>
internal sealed record DaemonModel(string Name, MethodModel Method, SettingsModel Settings, CallbacksModel Callbacks, string? Services = null)
{
    /// <summary>The pid file, as set or by default.</summary>
    public string EffectivePidFile => Settings.Text("PidFile") ?? $"{Name}.pid";

    /// <summary>When it runs, for people.</summary>
    public string Schedule => Settings.Schedule;

    /// <summary>Whether a setting is for it.</summary>
    public bool Takes(SettingOption setting) => setting.IsFor(Settings.Kind, Callbacks.OnResult is not null);
}
