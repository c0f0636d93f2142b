using System.Diagnostics;
using Daemonize.Commands;
using Daemonize.Stages;

namespace Daemonize.Tools;

/// <summary>
/// Finds out whether a tool has called the entry point to get the program's host: WebApplicationFactory, <c>dotnet ef</c>, OpenAPI documents at build time. They
/// listen for the events of a host that is being built (Microsoft.Extensions.HostFactoryResolver), and call <c>Main</c> on a thread of their own.
/// </summary>
internal static class HostTool
{
    /// <summary>The listener that every host builder makes, and its event when the host is built.</summary>
    public const string ListenerName = "Microsoft.Extensions.Hosting";

    public const string HostBuilt = "HostBuilt";

    private const string HostBuilding = "HostBuilding";

    /// <summary>
    /// Whether a tool is waiting for the host that these arguments configure. A user's command is on the main thread: it loads nothing here, and a mistyped verb
    /// stays a mistake in a program whose hosts are watched by something else, such as a startup hook.
    /// </summary>
    public static bool IsCalling(ReadOnlySpan<string> args) =>
        Thread.CurrentThread.IsBackground && !Stage.IsEntered && (args.IsEmpty || !Verbs.IsKnown(args[0])) && IsListening();

    private static bool IsListening()
    {
        using var listener = new DiagnosticListener(ListenerName);
        return listener.IsEnabled(HostBuilding);
    }
}
