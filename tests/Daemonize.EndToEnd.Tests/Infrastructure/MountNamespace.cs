namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A private mount namespace, in which a test mounts what it needs. It ends with its processes.</summary>
internal static class MountNamespace
{
    private const string Functions = """
        set -eu
        fail() { echo "$*" >&2; exit 1; }
        # Waits until a command succeeds, and never for ever.
        await() { n=0; until "$@"; do n=$((n + 1)); [ "$n" -lt 1200 ] || fail "waited in vain: $*"; sleep 0.05; done; }
        app=$1 log=$2 out=$3

        """;

    /// <summary>Runs a script of sh(1) with the variables <c>$app</c>, <c>$log</c> (the directory) and <c>$out</c>.</summary>
    public static async Task<CommandResult> RunInMountNamespaceAsync(this Sandbox sandbox, string script)
    {
        Tools.RequireRoot();
        return (await sandbox.ExecuteAsync(
            "/usr/bin/unshare", "--mount", "/bin/sh", "-c", Functions + script, "sh", App.Test.File, sandbox.LogDirectory,
            sandbox.OutputDirectory)).ExitsWith(0);
    }
}
