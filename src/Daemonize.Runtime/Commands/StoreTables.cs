using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Options;

namespace Daemonize.Commands;

/// <summary>Runs <c>unit postgresql</c>: the statements that create the tables of a store, from its package.</summary>
internal static class StoreTables
{
    /// <summary>Gets the statements; null for another format.</summary>
    public static string? Find(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (args is not [var verb, ServiceFileFormat.PostgreSql, .. var rest])
        {
            return null;
        }

        // Only a mistake in the arguments matters: the tables are the same for all daemons.
        _ = CommandLine.Parse(program, [verb, .. rest]);
        return Array.Find(program.Stores ?? [], static entry => entry.Scheme == ServiceFileFormat.PostgreSql)?.Setup?.Invoke() is { } text
            ? text.TrimEnd('\n') + "\n"
            : throw new DaemonException(
                $"unit {ServiceFileFormat.PostgreSql} "
                    + StorePackage.Missing(StorePackage.Find(ServiceFileFormat.PostgreSql)!, program.Name),
                DaemonExitCode.Usage);
    }
}
