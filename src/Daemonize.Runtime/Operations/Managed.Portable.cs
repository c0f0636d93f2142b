using Daemonize.CompilerServices;

namespace Daemonize.Operations;

/// <summary>Runs no verb through a service manager: no daemon is installed in one that this program calls.</summary>
internal static class Managed
{
    public static void CheckStop(DaemonProgram program, DaemonDefinition definition)
    {
    }

    public static bool TryDo(DaemonProgram program, DaemonDefinition definition, List<int>? numbers, SuppliedOptions given, string verb) =>
        false;

    /// <summary>Gets a note for the status of a daemon that a service manager runs; null, as there is none.</summary>
    public static string? FindNote(DaemonProgram program, DaemonDefinition definition) => null;

    /// <summary>Gets the directory of a daemon that a service manager runs; null, as there is none.</summary>
    public static string? FindRuntimeDirectory(DaemonProgram program, DaemonDefinition definition) => null;
}
