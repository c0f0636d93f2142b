using Daemonize.Identity;

namespace Daemonize.LogOutput;

/// <summary>
/// Where a daemon's standard output or error goes. Each word of <see cref="LogTarget"/> has a class, and a file has one.
/// </summary>
internal abstract partial class LogDestination(DaemonInstance instance)
{
    protected DaemonInstance Instance => instance;

    /// <summary>Gets the destination of a setting's text.</summary>
    /// <param name="target">The value of LogFile or ErrorFile: a word of <see cref="LogTarget"/>, or a path.</param>
    /// <param name="instance">The daemon's instance, whose log it is.</param>
    public static LogDestination Of(string target, DaemonInstance instance) => target switch
    {
        LogTarget.Null => new NullDestination(instance),
        LogTarget.Syslog => new SyslogDestination(instance),
        LogTarget.Journal => new JournalDestination(instance),
        _ => new FileDestination(target, instance),
    };

    /// <summary>Says where the log is, as the answer of <c>logs</c>, which can show only files.</summary>
    public abstract string Describe();
}

/// <summary>A file, a FIFO or a device.</summary>
internal sealed partial class FileDestination(string path, DaemonInstance instance) : LogDestination(instance)
{
    public override string Describe() => $"{Instance.Name} logs to {path}, where only what shows the output of 'run' can find it";
}

/// <summary>Discards the log.</summary>
internal sealed partial class NullDestination(DaemonInstance instance) : LogDestination(instance)
{
    public override string Describe() => $"{Instance.Name} has no log (LogFile is null)";
}

/// <summary>The syslog of this machine, which receives each line as a message.</summary>
internal sealed partial class SyslogDestination(DaemonInstance instance) : LogDestination(instance)
{
    public override string Describe() => $"{Instance.Name} logs to syslog, as {Instance.SyslogName}";
}

/// <summary>
/// The journal of systemd. It receives a stream of lines, each with its priority in front (sd-daemon(3)): the socket is standard output
/// itself, which children inherit.
/// </summary>
internal sealed partial class JournalDestination(DaemonInstance instance) : LogDestination(instance)
{
    public override string Describe() => $"{Instance.Name} logs to the journal: journalctl -t {Instance.SyslogName}";
}
