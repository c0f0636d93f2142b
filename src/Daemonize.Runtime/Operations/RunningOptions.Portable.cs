using Daemonize.CompilerServices;
using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>Reads no options: .NET does not show the command line and the environment of another process.</summary>
internal static class RunningOptions
{
    public static SuppliedOptions Read(DaemonInstance instance) => new();
}
