using System.ComponentModel;
using Daemonize.Text;

namespace Daemonize.CompilerServices;

/// <summary>A program with its daemons, as data. <see cref="DaemonEntryPoint"/> runs it.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DaemonProgram
{
    /// <summary>The program's name in messages and in the path of its log directory: the assembly's name in lowercase.</summary>
    public required string Name { get; init; }

    /// <summary>The version that <c>--version</c> prints.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// The part of the text of <c>--help</c> that follows from the methods: the daemons and their options. A tab marks the column where the
    /// lines of a description begin.
    /// </summary>
    public required string Help { get; init; }

    /// <summary>
    /// The file name of the program, under which its completion is installed: the assembly's name, or null for <see cref="Name"/>.
    /// </summary>
    public string? Command { get; init; }

    /// <summary>
    /// Returns the completion script for a shell, or null for an unsupported shell. It is null in a library, which has no completion.
    /// </summary>
    public Func<string, string?>? Completion { get; init; }

    /// <summary>
    /// Reads the configuration file. Returns the settings of each daemon as text: the outer key is the daemon's name, the inner key the
    /// attribute's property. Throws <see cref="InvalidDataException"/> for a file that cannot be read. Null for a program without such a
    /// file.
    /// </summary>
    public Func<ConfiguredSettings>? Configuration { get; init; }

    /// <summary>
    /// Whether the entry point itself builds a host, after <see cref="DaemonEntryPoint.TryRun"/>. A tool that calls the entry point to get
    /// a host then gets this one, unless it names a daemon.
    /// </summary>
    public bool BuildsHost { get; init; }

    /// <summary>The daemons, sorted by name.</summary>
    public required DaemonDefinition[] Daemons { get; init; }

    /// <summary>The stores for clusters that the program can open, in addition to files; null without a daemon that needs one.</summary>
    public ClusterStoreEntry[]? Stores { get; init; }

    /// <summary>
    /// Whether this process has called <see cref="DaemonEntryPoint.Run"/> or <see cref="DaemonEntryPoint.TryRun"/>, and would do so again
    /// if it is started as a stage. A test host, or a program that loads this one as a plugin, would not.
    /// </summary>
    internal bool HandsOver { get; set; }

    /// <summary>
    /// Finds the directory of the relative pid file of a daemon that a service manager runs; null for the usual one. The entry point sets
    /// it, as this data knows no service manager.
    /// </summary>
    internal Func<DaemonDefinition, string?> RuntimeDirectoryOf { get; set; } = static _ => null;

    /// <summary>
    /// The result of <see cref="Configuration"/>, which is read once, before the daemon's process leaves any trace. Null without a reader.
    /// </summary>
    internal ConfiguredSettings? Configured => field ??= ReadConfiguration();

    /// <summary>The support of a daemon of a cluster; null if the program has none.</summary>
    internal ClusterSupport? Cluster => Array.Find(Daemons, static daemon => daemon.IsCluster)?.Cluster;

    /// <summary>Whether a daemon is one of a cluster.</summary>
    internal bool HasCluster => Cluster is not null;

    /// <summary>The names of the daemons, separated by commas, for a message.</summary>
    internal string Names => string.Join(", ", Array.ConvertAll(Daemons, static daemon => daemon.Name));

    /// <summary>Finds the daemon with that name. Throws with the exit code for wrong usage if there is none.</summary>
    internal DaemonDefinition Find(string name) => Array.Find(Daemons, daemon => daemon.Name == name)
        ?? throw new DaemonException($"no daemon is called '{OneLine.From(name)}'; there is {Names}", DaemonExitCode.Usage);

    private ConfiguredSettings? ReadConfiguration()
    {
        try
        {
            return Configuration?.Invoke();
        }
        catch (InvalidDataException exception)
        {
            throw new DaemonException(OneLine.From(exception.Message, OneLine.Long), DaemonExitCode.Usage);
        }
    }
}
