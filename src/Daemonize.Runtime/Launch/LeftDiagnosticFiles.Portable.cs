using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Launch;

/// <summary>Removes no diagnostic files: their names contain a start time that .NET does not show.</summary>
internal static class LeftDiagnosticFiles
{
    public static void RemoveOf(LockRecord? record, DaemonInstance instance)
    {
    }

    public static void Remove(this DiagnosticFiles files, DaemonInstance instance)
    {
    }
}
