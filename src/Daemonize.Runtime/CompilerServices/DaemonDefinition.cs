using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Daemonize.CompilerServices;

/// <summary>The settings of a <see cref="DaemonAttribute"/> as data.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DaemonDefinition
{
    /// <inheritdoc cref="DaemonAttribute.Name"/>
    public required string Name { get; init; }

    /// <summary>
    /// The description of the daemon: the first sentence of the method's documentation comment, without its full stop; null for none.
    /// </summary>
    public string? Description { get; init; }

    /// <summary>
    /// Reads the options of the marked method and returns the call of the method with these options: one tick, or the whole run. The call
    /// returns the method's exit code, or 0 if the method returns none.
    /// </summary>
    public required Func<OptionBinder, Func<DaemonContext, CancellationToken, ValueTask<int>>> Bind { get; init; }

    /// <summary>The options of the marked method, in the order of its parameters.</summary>
    public OptionDefinition[] Options { get; init; } = [];

    /// <summary>
    /// The settings that the attribute sets, each as its option on the command line without the dashes: <c>stop-timeout=1m</c>. A list has
    /// one entry for each element.
    /// </summary>
    // Not tuples: their type implements a dozen generic interfaces, which every start would load.
    public string[] Settings { get; init; } = [];

    /// <summary>The handler for the results of the method; null for none.</summary>
    public ResultHandler? Results { get; init; }

    /// <summary>
    /// The callback that receives a failure and returns the action, or null to apply <see cref="DaemonAttribute.OnFailure"/>.
    /// </summary>
    public Func<Exception, DaemonContext, CancellationToken, ValueTask<FailureAction?>>? OnError { get; init; }

    /// <summary>Creates the source of the parameters that are services; null if the method has none.</summary>
    public Func<DaemonServices>? Services { get; init; }

    /// <summary>Whether the method certainly builds a host. A tool that calls the entry point to get a host then gets this one.</summary>
    public bool BuildsHost { get; init; }

    /// <inheritdoc cref="DaemonAttribute.OnStart"/>
    public Func<DaemonContext, CancellationToken, ValueTask>? OnStart { get; init; }

    /// <inheritdoc cref="DaemonAttribute.OnStop"/>
    public Func<StopReason, DaemonContext, CancellationToken, ValueTask>? OnStop { get; init; }

    /// <inheritdoc cref="DaemonAttribute.OnReload"/>
    public Func<DaemonContext, CancellationToken, ValueTask>? OnReload { get; init; }

    /// <summary>The actions for signals, in addition to those that the daemon handles itself.</summary>
    public SignalDefinition[] Signals { get; init; } = [];

    /// <summary>
    /// <see cref="ClusterEntry.Support"/> for a daemon with <see cref="DaemonScope.Cluster"/>; null for <see cref="DaemonScope.Instance"/>.
    /// </summary>
    public ClusterSupport? Cluster { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Shards"/>
    public int Shards { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Ready"/>
    public ReadyMode Ready { get; init; }

    /// <summary>Whether the processes of the daemon share a schedule.</summary>
    internal bool IsCluster => Cluster is not null;

    /// <summary>The kind of schedule that calls the method.</summary>
    internal ScheduleKind Schedule =>
        Find(Setting.Interval) is not null ? ScheduleKind.Interval
            : Find(Setting.Delay) is not null ? ScheduleKind.Delay
            : Find(Setting.Cron) is not null ? ScheduleKind.Cron : ScheduleKind.None;

    /// <summary>Gets the text of a setting in the attribute; null if the attribute does not set it.</summary>
    internal string? Find(Setting setting)
    {
        foreach (var entry in Settings)
        {
            if (IsOf(setting, entry))
            {
                return entry[(setting.Name.Length + 1)..];
            }
        }

        return null;
    }

    /// <summary>Gets all texts of a setting in the attribute, in order: the elements of a list.</summary>
    internal List<string> FindAll(Setting setting)
    {
        List<string> texts = [];
        foreach (var entry in Settings)
        {
            if (IsOf(setting, entry))
            {
                texts.Add(entry[(setting.Name.Length + 1)..]);
            }
        }

        return texts;
    }

    /// <summary>Gets the value of a setting from the attribute, otherwise its default. Throws for a setting without a default.</summary>
    internal T Get<T>(Setting<T> setting) => TryGet(setting, out var value) ? value : throw new InvalidOperationException(setting.Name);

    /// <summary>Does the same; returns false if there is no default.</summary>
    internal bool TryGet<T>(Setting<T> setting, [MaybeNullWhen(false)] out T value)
    {
        var text = Find(setting) ?? setting.DefaultText(Name);
        value = text is null ? default : setting.Kind.Read(text);
        return text is not null;
    }

    private static bool IsOf(Setting setting, string entry) =>
        entry.Length > setting.Name.Length && entry[setting.Name.Length] == '=' && entry.StartsWith(setting.Name, StringComparison.Ordinal);
}
