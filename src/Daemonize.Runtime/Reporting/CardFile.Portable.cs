using Daemonize.Identity;

namespace Daemonize.Reporting;

/// <content>A daemon that is started in the background has a card. On this system there is none.</content>
internal static partial class CardFile
{
    /// <summary>Does nothing: no daemon of this process was started in the background.</summary>
    public static void WriteOwn(DaemonInstance instance)
    {
    }
}
