using Daemonize.CompilerServices;

namespace Daemonize;

/// <content>The settings of the daemon's process.</content>
public partial class DaemonOptions
{
    /// <inheritdoc cref="DaemonAttribute.User"/>
    public string? User { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Group"/>
    public string? Group { get; init; }

    /// <inheritdoc cref="DaemonAttribute.RootDirectory"/>
    public string? RootDirectory { get; init; }

    /// <inheritdoc cref="DaemonAttribute.CoreDumps"/>
    public bool? CoreDumps { get; init; }

    /// <inheritdoc cref="DaemonAttribute.NoNewPrivileges"/>
    public bool? NoNewPrivileges { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxOpenFiles"/>
    public int? MaxOpenFiles { get; init; }

    /// <summary>In bytes. <inheritdoc cref="DaemonAttribute.MaxMemory" path="/summary/node()"/></summary>
    public long? MaxMemory { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Nice"/>
    public int? Nice { get; init; }

    /// <inheritdoc cref="DaemonAttribute.KeepDescriptors"/>
    public IReadOnlyList<int>? KeepDescriptors { get; init; }

    /// <summary>
    /// Entries in addition to the attribute's. They are on the daemon's command line, which every user can see.
    /// <inheritdoc cref="DaemonAttribute.Environment" path="/summary/node()"/>
    /// </summary>
    public IReadOnlyList<string>? Environment { get; init; }

    /// <inheritdoc cref="DaemonAttribute.EnvironmentFile"/>
    public string? EnvironmentFile { get; init; }

    private void AddContext(SuppliedOptions given)
    {
        Add(given, Setting.User, User);
        Add(given, Setting.Group, Group);
        Add(given, Setting.RootDirectory, RootDirectory);
        Add(given, Setting.CoreDumps, CoreDumps);
        Add(given, Setting.NoNewPrivileges, NoNewPrivileges);
        Add(given, Setting.MaxOpenFiles, MaxOpenFiles);
        Add(given, Setting.MaxMemory, MaxMemory);
        Add(given, Setting.Nice, Nice);
        Add(given, Setting.KeepDescriptors, KeepDescriptors is { } numbers ? string.Join(',', numbers) : null);
        Add(given, Setting.EnvironmentFile, EnvironmentFile);
        if (Environment is { } entries)
        {
            given.RemoveArguments(Setting.Environment.Name);
            foreach (var entry in entries)
            {
                given.AddArgument(Setting.Environment.Name, entry);
            }
        }
    }
}
