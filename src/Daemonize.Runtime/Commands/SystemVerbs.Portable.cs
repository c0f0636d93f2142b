using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Refuses the verbs that need a background or a service manager, and says what to use instead.</summary>
internal static class SystemVerbs
{
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        // A mistake in the arguments is reported first, as on a system that has the verb.
        var commandLine = CommandLine.Parse(program, args);
        var definition = commandLine.Daemons.Count > 0 ? commandLine.Daemons[0].Definition : program.Daemons[0];
        throw Unavailable.Refuse(args[0], program, definition);
    }
}
