namespace Daemonize.EndToEnd.Tests;

/// <summary>inotify(7) is optional: without it <c>reload</c> reloads and <c>logs -f</c> follows.</summary>
public sealed class WithoutInotifyTests : EndToEndTest
{
    [Theory]
    [InlineData("inotify_init1", "EPERM")]
    [InlineData("inotify_init1", "ENOSYS")]
    [InlineData("inotify_init1", "EMFILE")]
    [InlineData("inotify_add_watch", "ENOSPC")]
    [InlineData("inotify_add_watch", "EACCES")]
    [Trait("Issue", "15")]
    public async Task SandboxThatForbidsItStopsNoVerb(string call, string errno)
    {
        string[] without = [Tools.Script("without_call.py"), call, errno, App.Test.File];
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var followed = Path.Combine(Sandbox.OutputDirectory, "followed");
        var follower = Sandbox.Begin("/bin/sh", ["-c", "exec \"$@\" >\"$0\"", followed, Tools.Python, .. without, "logs", "-f", "wait"]);
        await Wait.ForFileAsync(followed, static text => text.Contains("wait: started", StringComparison.Ordinal));
        File.Move(daemon.LogFile, daemon.LogFile + "-20261128");
        var reload = (await Sandbox.ExecuteAsync(Tools.Python, [.. without, "reload", "wait"])).Succeeds();
        Assert.Equal($"wait reloaded (pid {daemon.Pid}); it has reopened its log\n", reload.Output);
        Assert.Equal("", reload.Error);
        Assert.Contains("log reopened (SIGHUP)", daemon.Log, StringComparison.Ordinal);
        await Wait.ForFileAsync(followed, static text => text.Contains("log reopened (SIGHUP)", StringComparison.Ordinal));
        Assert.False(follower.HasEnded);
        await follower.EndAsync();
    }

    /// <summary>Sets the limits of a user; each user namespace has its own.</summary>
    [Theory]
    [InlineData("max_inotify_instances")]
    [InlineData("max_inotify_watches")]
    [Trait("Issue", "15")]
    public async Task LimitOfTheUserStopsNoVerb(string limit)
    {
        Tools.RequireRoot();
        const string script = """
            set -eu
            await() { n=0; until "$@"; do n=$((n + 1)); [ "$n" -lt 1200 ] || exit 1; sleep 0.05; done; }
            "$0" start count
            echo 0 >"/proc/sys/user/$1"
            "$0" logs -f -n 1000000 count >"$TESTAPP_OUTPUT/followed" & follower=$!
            mv "$LOGS_DIRECTORY/count.log" "$LOGS_DIRECTORY/count.log-20261128"
            "$0" reload count
            await grep -q 'log reopened' "$TESTAPP_OUTPUT/followed"
            kill "$follower"
            "$0" stop count
            """;
        var result = await Sandbox.ExecuteAsync(Tools.Unshare, "--user", "--map-root-user", "/bin/sh", "-c", script, App.Test.File, limit);
        Assert.Contains("count reloaded (pid ", result.ExitsWith(0).Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }
}
