using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>What a <see cref="DaemonAttribute"/> says, as data. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DaemonDefinition
{
    /// <inheritdoc cref="DaemonAttribute.Name"/>
    public required string Name { get; init; }

    /// <summary>
    /// Reads the options of the marked method, and gives what calls it with them: one tick, or the whole run. The call gives the method's exit code, 0 where it
    /// returns none.
    /// </summary>
    public required Func<OptionValues, Func<DaemonContext, CancellationToken, ValueTask<int>>> Bind { get; init; }

    /// <summary>The options of the marked method, in the order of its parameters.</summary>
    public OptionDefinition[] Options { get; init; } = [];

    /// <inheritdoc cref="DaemonAttribute.PidFile"/>
    public string? PidFile { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogFile"/>
    public string? LogFile { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Interval"/>
    public TimeSpan? Interval { get; init; }

    /// <inheritdoc cref="DaemonAttribute.InitialDelay"/>
    public TimeSpan InitialDelay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.StartTimeout"/>
    public TimeSpan StartTimeout { get; init; } = new(0, 0, 30);

    /// <inheritdoc cref="DaemonAttribute.StopTimeout"/>
    public TimeSpan StopTimeout { get; init; } = new(0, 0, 30);

    /// <inheritdoc cref="DaemonAttribute.WorkingDirectory"/>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The file mode creation mask. The default is octal 022.</summary>
    public int Umask { get; init; } = 0b000_010_010;
}
