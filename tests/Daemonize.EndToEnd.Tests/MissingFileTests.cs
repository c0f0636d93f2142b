namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Runs the verbs while files of the machine are missing, each in a private mount namespace. docs/requirements.md has the table.
/// </summary>
public sealed class MissingFileTests : EndToEndTest
{
    private const string EveryVerb = """
        every_verb() {
            "$@" "$app" start wait
            "$@" "$app" status wait | grep -q '^wait  running  pid '
            # The width of the columns is that of all daemons of this user.
            "$@" "$app" list | grep -q '  wait  *running  *pid '
            "$@" "$app" reload wait
            "$@" "$app" logs wait | grep -q 'info  wait: started'
            "$@" "$app" restart wait
            "$@" "$app" stop wait
            code=0; "$@" "$app" status wait || code=$?; test "$code" = 3
            "$@" "$app" once silent
        }

        """;

    /// <summary>/proc as container runtimes mount it to hide other processes (proc(5)).</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task ProcOfProcessesOnlyIsEnough() => await Sandbox.RunInMountNamespaceAsync(EveryVerb + """
        mount -t proc -o subset=pid none /proc
        every_verb env
        """);

    /// <summary>The user sees only its own processes, has no entry in /etc/passwd, and has no home.</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task UserWithoutNameAndHomeWhoSeesOnlyItsOwnProcesses() => await Sandbox.RunInMountNamespaceAsync(EveryVerb + """
        mount -t proc -o hidepid=2 none /proc
        mount -t tmpfs none /mnt
        mkdir /mnt/app /mnt/run && mount --bind "$(dirname "$app")" /mnt/app
        chown 4321 /mnt/run
        app=/mnt/app/$(basename "$app")
        every_verb setpriv --reuid 4321 --regid 4321 --clear-groups \
            env -u HOME -u XDG_RUNTIME_DIR -u XDG_STATE_HOME RUNTIME_DIRECTORY=/mnt/run LOGS_DIRECTORY=/mnt/run TESTAPP_OUTPUT=/mnt/run
        """);

    /// <summary>The files that the runtime needs are sufficient.</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task FewDescriptorsAreEnough() => await Sandbox.RunInMountNamespaceAsync(EveryVerb + """
        ulimit -n 80
        every_verb env
        """);
}
