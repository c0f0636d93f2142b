using System.Diagnostics;
using Daemonize.Commands;
using Daemonize.Launch;

namespace Daemonize.Tools;

/// <summary>
/// Detects whether a tool has called the entry point to get the program's host: WebApplicationFactory, <c>dotnet ef</c>, OpenAPI documents
/// at build time. These tools listen for the events of a host that is being built (Microsoft.Extensions.HostFactoryResolver), and call
/// <c>Main</c> on a separate thread.
/// </summary>
internal static class HostTool
{
    /// <summary>The listener that every host builder creates. <see cref="HostBuilt"/> is its event when the host is built.</summary>
    public const string ListenerName = "Microsoft.Extensions.Hosting";

    public const string HostBuilt = "HostBuilt";

    private const string HostBuilding = "HostBuilding";

    /// <summary>
    /// Whether a tool waits for the host that these arguments configure. A user's command runs on the main thread: it loads nothing here,
    /// and a mistyped verb remains an error even if something else watches the program's hosts, such as a startup hook.
    /// </summary>
    public static bool IsCalling(ReadOnlySpan<string> args) =>
        Thread.CurrentThread.IsBackground && !Stage.IsEntered && (args.IsEmpty || !Verbs.IsKnown(args[0])) && IsListening();

    private static bool IsListening()
    {
        using var listener = new DiagnosticListener(ListenerName);
        return listener.IsEnabled(HostBuilding);
    }
}
