using System.Runtime.InteropServices;

namespace Daemonize.Platform;

/// <summary>The flavour of this assembly. docs/contributing/architecture.md, "Flavours".</summary>
internal static partial class Flavour
{
    /// <summary>
    /// Checks, before a handle acts, that this build of Daemonize works on this system. Throws with the reason if it does not.
    /// </summary>
    public static void CheckSystem()
    {
        if (!SuitsThisSystem)
        {
            throw new DaemonException(DescribeMismatch(), DaemonExitCode.NotImplemented);
        }
    }

    /// <summary>
    /// Describes why the verbs do not work on this system. The friendly name is that of the entry assembly, after which its deps.json is
    /// named, also if the daemons are in a library.
    /// </summary>
    public static string DescribeMismatch() =>
        DescribeMismatch(AppDomain.CurrentDomain.FriendlyName, RuntimeInformation.RuntimeIdentifier);
}
