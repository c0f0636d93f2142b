namespace Daemonize.Generator.Model;

/// <summary>One daemon.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Method">The marked method and how it is called.</param>
/// <param name="Settings">The settings of the attribute, without the name and the callbacks.</param>
/// <param name="Callbacks">The methods that the daemon calls in addition to the marked one.</param>
/// <param name="Services">The fully qualified name of the method that configures its services; null if it takes none.</param>
internal sealed record DaemonModel(
    string Name, MethodModel Method, SettingsModel Settings, CallbacksModel Callbacks, string? Services = null)
{
    /// <summary>Gets the pid file: the setting or the default.</summary>
    public string EffectivePidFile => Settings.Text(Setting.PidFile) ?? Setting.PidFile.DefaultText(Name)!;

    /// <summary>Gets the schedule for display.</summary>
    public string Schedule => Settings.Schedule;

    /// <summary>Returns whether a setting applies to the daemon.</summary>
    public bool Takes(Setting setting) => setting.IsFor(Settings.Kind, Callbacks.OnResult is not null, Settings.IsCluster);
}
