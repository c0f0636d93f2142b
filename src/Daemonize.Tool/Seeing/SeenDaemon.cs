using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.Reporting;

namespace Daemonize.Tool.Seeing;

/// <summary>A daemon of this machine, whether it runs or not, with what is known about how to call its program.</summary>
/// <param name="Status">The state of the daemon.</param>
internal sealed record SeenDaemon(DaemonStatus Status)
{
    /// <summary>The state of the daemon.</summary>
    public DaemonStatus Status
    {
        get;
        init
        {
            field = value;
            (Daemon, Instance) = Split(value.Name);
        }
    } = Status;

    /// <summary>The name of the program; a question mark if it is unknown.</summary>
    public string Program => Status.Program ?? "?";

    /// <summary>The name of the daemon, with the number of the instance: <c>fetch</c> or <c>fetch:2</c>.</summary>
    public string Name => Status.Name;

    /// <summary>The name that is unique on most machines: <c>newsapp/fetch</c>, of another one <c>atlas:newsapp/fetch</c>.</summary>
    public string FullName => Remote?.Silence is null ? $"{ShownProgram}/{Name}" : Remote.Host;

    /// <summary>The name of the program, with the machine if it is another one: <c>atlas:newsapp</c>.</summary>
    public string ShownProgram => Remote is null ? Program : $"{Remote.Host}:{Program}";

    /// <summary>Where the daemon is, and what is known there about it; null for a daemon of this machine.</summary>
    public RemoteDaemon? Remote { get; init; }

    /// <summary>The name of the daemon without the number of the instance.</summary>
    public string Daemon { get; private init; } = Split(Status.Name).Daemon;

    /// <summary>The number of the instance; null for a plain daemon.</summary>
    public int? Instance { get; private init; } = Split(Status.Name).Instance;

    /// <summary>
    /// The absolute path of the pid file, with the number of the instance; null for a service that does not run, and for a daemon of
    /// another machine.
    /// </summary>
    public string? PidFile { get; init; }

    /// <summary>The pid file of the daemon without the number of the instance, as its program takes it on the command line.</summary>
    public string? BasePidFile => PidFile is { } path && Instance is { } number ? WithoutNumber(path, number) : PidFile;

    /// <summary>The number that stands for the daemon in JSON and on the command line.</summary>
    public string Id => Remote is null ? CardFile.IdOf(PidFile ?? Unit?.File ?? FullName) : CardFile.IdOf($"{Remote.Host}:{Remote.Id}");

    /// <summary>The key of all instances of the daemon, on which one call acts at a time.</summary>
    public string Key => Remote is null ? BasePidFile ?? Unit?.File ?? FullName : $"{Remote.Host}:{Remote.Key}";

    /// <summary>The pid file for people, which may be one of another machine.</summary>
    public string? ShownPidFile => Remote is null ? PidFile : Remote.PidFile;

    /// <summary>The process that holds the lock: the daemon, or its watcher; null if the daemon does not run.</summary>
    public int? Process { get; init; }

    /// <summary>The user and the group as which the daemon's program is called.</summary>
    public ProcessOwner Owner { get; init; } = ProcessOwner.OfThis;

    /// <summary>The executable and the words of its host; empty if they are unknown.</summary>
    public string[] Command { get; init; } = [];

    /// <summary>The card; null for a daemon without one.</summary>
    public FoundCard? Card { get; init; }

    /// <summary>The service that runs the daemon; null if it is not installed.</summary>
    public InstalledUnit? Unit { get; init; }

    /// <summary>Gets the status with a remark before its note.</summary>
    public static DaemonStatus Remark(DaemonStatus status, string remark) =>
        new(status) { Note = Operations.Status.Join(remark, status.Note) };

    /// <summary>Splits a name once, and not for each comparison: lists are sorted by both parts.</summary>
    private static (string Daemon, int? Instance) Split(string name) =>
        name.LastIndexOf(':') is > 0 and var colon && OptionText.TryInteger(name[(colon + 1)..], out int number) && number > 0
            ? (name[..colon], number)
            : (name, null);

    private static string WithoutNumber(string path, int number)
    {
        var mark = $".{number}";
        for (var at = path.LastIndexOf(mark, StringComparison.Ordinal); at > path.LastIndexOf('/');
            at = path.LastIndexOf(mark, at - 1, StringComparison.Ordinal))
        {
            var candidate = path.Remove(at, mark.Length);
            if (InstanceFiles.WithNumber(candidate, number) == path)
            {
                return candidate;
            }
        }

        return path;
    }
}
