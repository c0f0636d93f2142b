namespace Daemonize.Generator.Model;

/// <summary>One daemon.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Method">The marked method.</param>
/// <param name="Settings">What the attribute says beside the name.</param>
internal sealed record DaemonModel(string Name, MethodModel Method, SettingsModel Settings)
{
    /// <summary>The pid file, as set or by default.</summary>
    public string EffectivePidFile => Settings.PidFile ?? $"{Name}.pid";

    /// <summary>When it runs, for people.</summary>
    public string Schedule => Settings.Interval is { } interval ? $"every {interval.Text}" : "runs once, long-running";
}
