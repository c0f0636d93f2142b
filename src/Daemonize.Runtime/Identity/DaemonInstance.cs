using Daemonize.Generated;

namespace Daemonize.Identity;

/// <summary>A definition with its places on this machine: what a verb acts on.</summary>
internal sealed class DaemonInstance
{
    public DaemonInstance(DaemonDefinition definition, string programName)
    {
        Definition = definition;
        PidFile = Directories.ResolvePidFile(definition.PidFile ?? definition.Name + ".pid");
        LockFile = PidFile + ".lock";
        LogFile = Directories.ResolveLogFile(definition.LogFile ?? definition.Name + ".log", programName);
    }

    public DaemonDefinition Definition { get; }

    public string Name => Definition.Name;

    public string PidFile { get; }

    /// <summary>Beside the pid file, and never removed: a lock that can be unlinked can be held twice.</summary>
    public string LockFile { get; }

    public string LogFile { get; }
}
