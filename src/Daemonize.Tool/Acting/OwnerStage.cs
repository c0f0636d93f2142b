using System.Globalization;
using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Acting;

/// <summary>
/// The stage between root's tool and the program of another user's daemon, <c>daemonize @as UID:GID -- COMMAND…</c>: it becomes that user
/// for good, and then executes the program. It never starts with the program's environment, by which a user could load code into it: that
/// comes through a descriptor.
/// </summary>
internal static class OwnerStage
{
    public const string Verb = "@as";

    private const string Separator = "--";

    /// <summary>The descriptor of the environment, the first after the standard streams.</summary>
    private const int EnvironmentDescriptor = 3;

    /// <summary>Gets the arguments of the stage for a call.</summary>
    public static string[] ArgumentsFor(VerbCall call) => [Verb, $"{call.Owner.UserId}:{call.Owner.GroupId}", Separator, .. call.Words];

    /// <summary>Writes an environment into a file in memory, which the stage receives.</summary>
    public static Descriptor Write(NulTerminatedStrings environment)
    {
        var memory = Descriptor.OpenMemory("environment");
        for (var i = 0; i < environment.Count; i++)
        {
            memory.Write([.. environment[i], 0], "pass on the environment");
        }

        return memory;
    }

    /// <summary>Becomes the user and executes the program. Returns only if that fails; then the exit code.</summary>
    public static int Run(string[] args)
    {
        if (!ThisProcess.IsRoot || args is not [var ids, Separator, ['/', ..], ..] || ParseUser(ids) is not { Id: not 0 } user)
        {
            throw new DaemonException($"{Verb} is a stage of the tool itself; it takes UID:GID -- COMMAND, as root", DaemonExitCode.Usage);
        }

        var environment = ProcFs.TryReadAll($"/proc/self/fd/{EnvironmentDescriptor}", out var errno)
            ?? throw Errno.Exception("read the environment of the program", errno);
        var program = LaunchSpec.OfTool(args.AsSpan(2), NulTerminatedStrings.Split(environment));

        // Last, as the user may have no access to the files of this tool, such as an assembly that is not loaded yet.
        CloseOnExec.From(EnvironmentDescriptor);
        UserChange.Become(user);
        throw Spawner.Replace(program);
    }

    /// <summary>Gets the user of <c>UID:GID</c>, with all groups that the user database has; null for a mistake.</summary>
    private static DaemonUser? ParseUser(string ids)
    {
        var colon = ids.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && TryParse(ids.AsSpan(0, colon), out var id) && TryParse(ids.AsSpan(colon + 1), out var group)
            ? UserDatabase.FindUser(id) is { } entry
                ? new DaemonUser(entry, entry.GroupId, IsKnown: true)
                : new DaemonUser(new UserEntry($"{id}", id, group, "/", "/bin/sh"), group, IsKnown: false)
            : null;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out uint id) =>
        uint.TryParse(text, NumberStyles.None, InvariantNumbers.Format, out id);
}
