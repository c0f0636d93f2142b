using Daemonize.Arguments;
using Daemonize.CompilerServices;

namespace Daemonize.Commands;

/// <summary>Runs no verb through a service manager: a job of launchd is ended and reloaded as any other program.</summary>
internal static class ManagedVerbs
{
    public static int? Do(DaemonProgram program, CommandLine commandLine, string verb) => null;
}
