using System.Text;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.ServiceFiles;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Acting;

/// <summary>
/// The environment of a call: that of the running daemon, so that a restart keeps the proxy or the path that the daemon was started with;
/// or that of a login, so that a start does not depend on the terminal in which somebody asks for it.
/// </summary>
internal static class VerbEnvironment
{
    private const string Path = "/usr/local/bin:/usr/bin:/bin";
    private const string PathOfRoot = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>
    /// The variables of this process that a login's environment has too: the language, where the .NET runtime is if not at its default
    /// place, and where the cards are.
    /// </summary>
    private static readonly string[] OfThis = ["LANG", "DOTNET_ROOT", "DAEMONIZE_CARDS"];

    /// <summary>Gets the environment for a verb on a daemon's instances.</summary>
    public static NulTerminatedStrings Of(List<SeenDaemon> daemons, DaemonVerb verb)
    {
        var running = daemons.Find(static daemon => daemon is { Process: not null, Unit: null });
        return verb != DaemonVerb.Start && running is not null && OfProcess(running) is { Count: > 0 } own
            ? own
            : OfLogin(daemons[0].Owner);
    }

    /// <summary>Gets the variables of a login as a user.</summary>
    /// <param name="user">The user, as the user database has it; null for one that it does not have.</param>
    /// <param name="id">The id of the user.</param>
    /// <param name="variable">Gets a variable of this process; null if it is not set.</param>
    public static List<string> OfLogin(UserEntry? user, uint id, Func<string, string?> variable)
    {
        var name = user?.Name ?? $"{id}";
        List<string> variables =
        [
            $"HOME={user?.Home ?? "/"}", $"USER={name}", $"LOGNAME={name}", $"SHELL={user?.Shell ?? "/bin/sh"}",
            $"PATH={(id == 0 ? PathOfRoot : Path)}",
        ];
        var directory = $"/run/user/{id}";
        if (Directory.Exists(directory))
        {
            variables.Add($"{UserManager.RuntimeVariable}={directory}");
        }

        foreach (var other in OfThis)
        {
            // Another user's cards are not where root's are.
            if (variable(other) is { Length: > 0 } text && (id == ThisProcess.UserId || other != "DAEMONIZE_CARDS"))
            {
                variables.Add($"{other}={text}");
            }
        }

        return variables;
    }

    /// <summary>
    /// Reads the environment of a daemon; null if it is not readable. A process can change its own environment, so that of another user's
    /// process is not for a program that runs with more rights.
    /// </summary>
    private static NulTerminatedStrings? OfProcess(SeenDaemon daemon)
    {
        if (daemon.Process is not { } pid || ProcessOwner.TryRead(pid)?.UserId != daemon.Owner.UserId
            || ProcFs.TryReadAll(ProcFs.PathOf(pid, "environ"), out _) is not { } text)
        {
            return null;
        }

        var environment = NulTerminatedStrings.Split(text);
        if (daemon.Status.State == DaemonState.Restarting)
        {
            // The process is the watcher, a stage.
            DiagnosticSwitch.Undo(environment);
        }

        return environment;
    }

    private static NulTerminatedStrings OfLogin(ProcessOwner owner)
    {
        var environment = new NulTerminatedStrings();
        OfLogin(UserDatabase.FindUser(owner.UserId), owner.UserId, Environment.GetEnvironmentVariable)
            .ForEach(variable => environment.Add(Encoding.UTF8.GetBytes(variable)));
        return environment;
    }
}
