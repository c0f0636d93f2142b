namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// A program and a name identify a daemon, and its user finds it from everywhere. Files are in their default places, in a private mount
/// namespace.
/// </summary>
public sealed class IdentityTests : EndToEndTest
{
    /// <summary>
    /// The common part of the scripts: a user with or without an entry in the user database, whose home is local; another program with a
    /// daemon of the same name; and a call with only the given environment.
    /// </summary>
    private const string Prelude = """
        # The programs and what they write to may be below /tmp, which gets another.
        mount -t tmpfs none /mnt
        mkdir /mnt/app /mnt/other /mnt/home /mnt/private
        mount --bind "$(dirname "$app")" /mnt/app && app=/mnt/app/$(basename "$app")
        mount --bind "$(dirname "$OTHER")" /mnt/other && other=/mnt/other/$(basename "$OTHER")
        mount -t tmpfs none /run
        mount -t tmpfs none /var/log
        mount -t tmpfs -o mode=1777 none /tmp
        chown 4321:4321 /mnt/home /mnt/private
        add_user() {
            { cat /etc/passwd; echo "keeper:x:4321:4321::/mnt/home:/bin/sh"; } > /mnt/passwd
            mount --bind /mnt/passwd /etc/passwd
        }
        bare() { env -i DAEMONIZE_SANDBOX="$DAEMONIZE_SANDBOX" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} "$@"; }
        user() { setpriv --reuid 4321 --regid 4321 --clear-groups env -i DAEMONIZE_SANDBOX="$DAEMONIZE_SANDBOX" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} "$@"; }
        is() { [ "$1" = "$2" ] || fail "expected '$2', found '$1'"; }
        code() { expected=$1; shift; code=0; "$@" > /mnt/said 2>&1 || code=$?; [ "$code" = "$expected" ] || fail "$* exits with $code: $(cat /mnt/said)"; }
        # Sets pid to the one in 'wait started (pid 5)'; fails where it was not started.
        start() { pid=$("$@" start wait | sed -n 's/^wait started (pid \([0-9]*\))$/\1/p'); [ "$pid" ] || fail "not started: $*"; }
        runs() { "$@" status wait > /mnt/said || fail "$(cat /mnt/said)"; grep -q "^wait  running  pid $pid  up" /mnt/said || fail "not $pid: $(cat /mnt/said)"; }

        """;

    public IdentityTests() => Sandbox.Environment["OTHER"] = App.OwnMain.File;

    [Theory]
    [InlineData("bare", "/run")]
    [InlineData("user", "/tmp/daemonize-4321")]
    [InlineData("add_user; user", "/mnt/home/.local/state")]
    [Trait("Fault", "1")]
    public async Task TwoProgramsWithADaemonOfTheSameNameLiveNextToEachOther(string how, string place)
    {
        var (setup, caller) = how.Split("; ") is [var first, var second] ? (first, second) : (":", how);
        await Sandbox.RunInMountNamespaceAsync(Prelude + $$"""
            {{setup}}
            start {{caller}} "$app"
            one=$pid
            code 3 {{caller}} "$other" status wait
            code 0 {{caller}} "$other" stop wait
            grep -q '^wait is not running$' /mnt/said
            code 7 {{caller}} "$other" reload wait
            start {{caller}} "$other"
            two=$pid
            is "$({{caller}} "$app" list | awk -v a=$one -v b=$two '$5 == a || $5 == b { print $1 }' | sort | tr '\n' ' ')" "ownmainapp testapp "
            {{caller}} "$other" restart wait | grep -q '^wait stopped (pid '
            pid=$one; runs {{caller}} "$app"
            is "$(cat {{place}}/testapp/wait.pid)" "$one"
            [ "$(cat {{place}}/ownmainapp/wait.pid)" != "$two" ]
            {{caller}} "$app" stop wait
            code 0 {{caller}} "$other" status wait
            {{caller}} "$other" stop wait
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>The same pid file, configured explicitly: both programs use the same directory.</summary>
    [Fact]
    [Trait("Fault", "1")]
    public async Task PidFileOfAnotherProgramIsRefusedByEveryVerb()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = daemon.Pid;
        var fact = $"its pid file {daemon.PidFile} is that of wait of testapp, which runs (pid {pid})";
        foreach (var (verb, wayOut) in ((string, string)[])
            [("start", "choose another PidFile"), ("stop", "stop that one with its own program"),
                ("restart", "stop that one with its own program"),
             ("try-restart", "stop that one with its own program"), ("reload", "reload that one with its own program"),
             ("run", "choose another PidFile")])
        {
            var result = (await Sandbox.RunAsync(App.OwnMain, verb, "wait")).ExitsWith(1);
            Assert.Equal(
                $"ownmainapp: cannot {(verb is "restart" or "try-restart" ? "stop" : verb)} wait: {fact}; {wayOut}\n", result.Error);
            Assert.Empty(result.Output);
        }

        Assert.Equal($"wait  dead  {fact}\n", (await Sandbox.RunAsync(App.OwnMain, "status", "wait")).ExitsWith(1).Output);
        Assert.Equal(pid, daemon.Process.Pid);
    }

    /// <summary>Two daemons of one program are as distinct as two programs.</summary>
    [Fact]
    [Trait("Fault", "1")]
    public async Task PidFileOfAnotherDaemonOfTheProgramIsRefused()
    {
        var path = Path.Combine(Sandbox.RuntimeDirectory, "shared.pid");
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--pid-file", path)).Succeeds();
        var pid = File.ReadAllText(path).TrimEnd();
        var result = (await Sandbox.RunAsync(App.Test, "start", "tick", "--pid-file", path)).ExitsWith(1);
        Assert.Equal(
            $"testapp: cannot start tick: its pid file {path} is that of wait of testapp, which runs (pid {pid}); choose another PidFile\n",
            result.Error);
    }

    /// <summary>
    /// The environments of a login shell, cron, <c>su -</c>, <c>ssh host command</c>, sudo, a systemd user unit, a container's exec, a
    /// session with every variable changed, and an empty one. Each starts the daemon once, and all find the same one.
    /// </summary>
    [Theory]
    [InlineData("add_user")]
    [InlineData(":")]
    [Trait("Fault", "2")]
    public async Task EveryEnvironmentFindsTheSameDaemon(string setup)
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + $$"""
            {{setup}}
            mkdir -p /run/user/4321/agent /mnt/private/xdg /mnt/private/tmp /mnt/private/state
            chown -R 4321:4321 /run/user/4321 /mnt/private
            as_in() {
                which=$1; shift
                case $which in
                    0) user HOME=/mnt/home USER=keeper LOGNAME=keeper SHELL=/bin/bash PATH=/usr/bin:/bin TERM=xterm XDG_RUNTIME_DIR=/run/user/4321 XDG_SESSION_ID=3 "$@" ;;
                    1) user HOME=/mnt/home LOGNAME=keeper SHELL=/bin/sh PATH=/usr/bin:/bin "$@" ;;
                    2) user HOME=/mnt/home USER=keeper SHELL=/bin/sh PATH=/bin TERM=linux MAIL=/var/mail/keeper "$@" ;;
                    3) user HOME=/mnt/home USER=keeper SSH_CONNECTION="::1 4 ::1 22" XDG_RUNTIME_DIR=/run/user/4321 "$@" ;;
                    4) user HOME=/root USER=keeper SUDO_USER=root SUDO_UID=0 PATH=/bin "$@" ;;
                    5) user HOME=/mnt/home XDG_RUNTIME_DIR=/run/user/4321 INVOCATION_ID=1 SYSTEMD_EXEC_PID=1 RUNTIME_DIRECTORY=/run/user/4321/agent LOGS_DIRECTORY=/mnt/private "$@" ;;
                    6) user HOME=/ HOSTNAME=pod PATH=/bin "$@" ;;
                    7) user XDG_RUNTIME_DIR=/mnt/private/xdg XDG_STATE_HOME=/mnt/private/state TMPDIR=/mnt/private/tmp "$@" ;;
                    8) user "$@" ;;
                esac
            }
            for one in 0 1 2 3 4 5 6 7 8; do
                start as_in $one "$app"
                runs as_in $(((one + 1) % 9)) "$app"
                is "$(as_in $(((one + 2) % 9)) "$app" start wait)" "wait is already running (pid $pid)"
                is "$(as_in $(((one + 3) % 9)) "$app" list | grep -c " pid $pid ")" 1
                as_in $(((one + 4) % 9)) "$app" logs wait | grep -q "wait: started (pid $pid)" || fail "no log from $one"
                is "$(as_in $(((one + 5) % 9)) "$app" stop wait)" "wait stopped (pid $pid)"
            done
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>
    /// Whichever file is removed, there is one daemon, every verb finds it at once, and within seconds the files are back.
    /// </summary>
    [Theory]
    [InlineData("bare", "/run/testapp", "rm wait.pid")]
    [InlineData("bare", "/run/testapp", "rm wait.pid.lock")]
    [InlineData("bare", "/run/testapp", "rm wait.*")]
    [InlineData("bare", "/run/testapp", "rm wait.status")]
    [InlineData("bare", "/run/testapp", "rm wait.history")]
    [InlineData("bare", "/run/testapp", "rm -r $PWD")]
    [InlineData("bare", "/run/testapp", "mv wait.pid.lock wait.pid.lock.old")]
    [InlineData("bare", "/run/testapp", "mv $PWD /run/old; mkdir /run/testapp")]
    [InlineData("bare", "/run/testapp", "mount -t tmpfs none /run/testapp")]
    [InlineData("user", "/tmp/daemonize-4321/testapp", "rm wait.pid.lock")]
    [InlineData("user", "/tmp/daemonize-4321/testapp", "rm -r /tmp/daemonize-4321")]
    [Trait("Fault", "4")]
    public async Task FilesThatAreRemovedComeBackUnderTheirDaemon(string caller, string place, string removal)
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + $$"""
            whole() { test -s {{place}}/wait.pid.lock && test -s {{place}}/wait.pid && test -s {{place}}/wait.status && test -s {{place}}/wait.history; }
            start {{caller}} "$app"
            await whole
            ( cd {{place}}; {{removal}} )
            is "$({{caller}} "$app" start wait)" "wait is already running (pid $pid)"
            runs {{caller}} "$app"
            code 1 {{caller}} "$app" run wait
            is "$({{caller}} "$app" list | grep -c " pid $pid ")" 1
            await whole
            is "$(cat {{place}}/wait.pid)" "$pid"
            runs {{caller}} "$app"
            ! grep -q 'pid file' /mnt/said || fail "$(cat /mnt/said)"
            ( cd {{place}}; {{removal}} )
            is "$({{caller}} "$app" stop wait)" "wait stopped (pid $pid)"
            code 3 {{caller}} "$app" status wait
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>The directory in /tmp has a predictable name.</summary>
    [Fact]
    [Trait("Fault", "2")]
    public async Task DirectoryOfAnotherUserInTmpIsNoObstacle()
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + """
            other() { setpriv --reuid 1234 --regid 1234 --clear-groups env -i DAEMONIZE_SANDBOX="$DAEMONIZE_SANDBOX" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} "$@"; }
            other mkdir -p /tmp/daemonize-4321/testapp
            other "$app" start wait --pid-file /tmp/daemonize-4321/testapp/wait.pid --log-file null
            add_user
            code 3 user "$app" status wait
            start user "$app"
            test -s /mnt/home/.local/state/testapp/wait.pid
            runs user "$app"
            is "$(user "$app" stop wait)" "wait stopped (pid $pid)"
            other "$app" stop wait --pid-file /tmp/daemonize-4321/testapp/wait.pid
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Fault", "4")]
    public async Task NumberOfInstancesComesBackAndIsKnownUntilThen()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3")).Succeeds();
        var count = Path.Combine(Sandbox.RuntimeDirectory, "wait.pid.instances");
        File.Delete(count);

        var start = (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        Assert.Matches(
            @"^wait:1 is already running \(pid \d+\)\nwait:2 is already running \(pid \d+\)\nwait:3 is already running \(pid \d+\)\n$",
            start.Output);
        Assert.Equal("3\n", await Wait.ForFileAsync(count, static text => text.Length > 0));
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.False(File.Exists(count));
    }

    /// <summary>The log and the files of the daemon are in one directory by default.</summary>
    [Fact]
    [Trait("Fault", "4")]
    public async Task LogThatIsRemovedIsWrittenAgain()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        File.Delete(daemon.LogFile);

        await Wait.ForFileAsync(
            daemon.LogFile, static log => log.Contains("log reopened: it had been removed\n", StringComparison.Ordinal));
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.EndsWith("wait: stopped\n", daemon.Log, StringComparison.Ordinal);
    }

    /// <summary>
    /// A watcher still holds the old lock when its daemon, which may have a new one, dies. The next daemon has the files again.
    /// </summary>
    [Theory]
    [InlineData("whole")]
    [InlineData("true")]
    [Trait("Fault", "4")]
    public async Task WatcherPutsTheFilesBackToo(string awaited)
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + $$"""
            whole() { test -s /run/testapp/wait.pid.lock && test -s /run/testapp/wait.pid; }
            is "$(bare "$app" start wait --restart always --restart-delay 1s | cut -d' ' -f1-2)" "wait started"
            old=$(cat /run/testapp/wait.pid)
            rm -r /run/testapp
            await {{awaited}}
            kill -KILL "$old"
            bare "$app" start wait
            await whole
            pid=$(cat /run/testapp/wait.pid)
            [ "$old" != "$pid" ] || fail "not restarted"
            runs bare "$app"
            is "$(bare "$app" list | grep -c " pid $pid ")" 1
            is "$(bare "$app" stop wait)" "wait stopped (pid $pid)"
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Fault", "4")]
    public async Task CleanerOfTemporaryFilesLeavesOneDaemonThatIsFound()
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + """
            start user "$app"
            printf 'e /tmp - - - 1s\n' > /mnt/clean.conf
            touch /tmp/stale
            clean() { SYSTEMD_LOG_TARGET=null systemd-tmpfiles --clean /mnt/clean.conf; test ! -e /tmp/stale; }
            await clean
            test -e /tmp/daemonize-4321/testapp/wait.pid.lock || fail "cleaned"
            runs user "$app"
            is "$(user "$app" start wait)" "wait is already running (pid $pid)"
            is "$(user "$app" stop wait)" "wait stopped (pid $pid)"
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>A daemon that started while the home was missing or not writable is still found once the home is usable.</summary>
    [Fact]
    [Trait("Fault", "2")]
    public async Task HomeThatComesLaterMakesNoSecondDaemon()
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + """
            add_user
            mkdir /mnt/other-home && mount --bind /mnt/home /mnt/home && mount -o remount,ro,bind /mnt/home
            start user "$app"
            test -e /tmp/daemonize-4321/testapp/wait.pid
            umount /mnt/home
            runs user "$app"
            is "$(user "$app" start wait)" "wait is already running (pid $pid)"
            user "$app" stop wait
            start user "$app"
            test -e /mnt/home/.local/state/testapp/wait.pid
            await test -s /mnt/home/.local/state/testapp/wait.history
            mount --bind /mnt/home /mnt/home && mount -o remount,ro,bind /mnt/home
            runs user "$app"
            is "$(user "$app" start wait)" "wait is already running (pid $pid)"
            umount /mnt/home
            user "$app" stop wait
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>Two pid namespaces share one directory.</summary>
    [Fact]
    [Trait("Fault", "21")]
    public async Task DaemonOfAnotherPidNamespaceIsToldOfAtOnce()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var script = $$"""
            set -u
            app=$1
            "$app" status wait; echo "status $?"
            "$app" start wait; echo "start $?"
            "$app" stop wait; echo "stop $?"
            "$app" reload wait; echo "reload $?"
            "$app" run wait; echo "run $?"
            """;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result =
            await Sandbox.ExecuteAsync(Tools.Unshare, "--pid", "--fork", "--mount-proc", "/bin/sh", "-c", script, "sh", App.Test.File);
        const string hidden = "is locked by a process that is not visible from here";
        Assert.Equal(
            [
                $"wait  running  pid {daemon.Pid}  not visible from here: it is in another pid namespace or on another machine, or /proc " +
                    "hides it (hidepid)", "status 0",
                $"wait is already running (pid {daemon.Pid}), not visible from here", "start 0", "stop 1", "reload 1", "run 1",
            ],
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            [
                $"testapp: cannot stop wait: {daemon.LockFile} {hidden}; stop it where it was started",
                $"testapp: cannot reload wait: {daemon.LockFile} {hidden}; reload it where it was started",
                $"testapp: wait is already running (pid {daemon.Pid}); stop it first",
            ],
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        // Previously, each waited for StartTimeout, 30 s.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(25), $"{watch.Elapsed}");
    }

    /// <summary>A directory with a predictable name is used only if the user owns it.</summary>
    [Theory]
    [InlineData("mkdir -m 755 $place; chown 4321 $place")]
    [InlineData("mkdir -m 700 /tmp/mine; chown 4321 /tmp/mine; ln -s /tmp/mine $place")]
    [InlineData("touch $place; chmod 600 $place; chown 4321 $place")]
    [InlineData("mkdir -m 700 $place; chown 1234 $place")]
    [Trait("Fault", "4")]
    public async Task GuessableDirectoryThatMayBeAnothersIsRefused(string setup)
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + $$"""
            place=/tmp/daemonize-4321
            {{setup}}
            code 1 user "$app" start wait
            is "$(cat /mnt/said)" "testapp: $place is not a private directory of this user (mode 0700), so that others could replace what is in it; remove it, or set RUNTIME_DIRECTORY and LOGS_DIRECTORY"
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>A user id without an entry in the user database, as OpenShift assigns it, with the root directory as home.</summary>
    [Fact]
    [Trait("Fault", "24")]
    public async Task UserWithoutAHomeHasEverythingInOnePlace()
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + """
            pod() { setpriv --reuid 1000660000 --regid 0 --clear-groups env -i HOME=/ DAEMONIZE_SANDBOX="$DAEMONIZE_SANDBOX" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} "$@"; }
            start pod "$app"
            pod "$app" logs wait | grep -q 'wait: started'
            await grep -q '"history":true' /tmp/daemonize-1000660000/testapp/wait.status
            is "$(ls /tmp/daemonize-1000660000/testapp | tr '\n' ' ')" "wait.history wait.log wait.pid wait.pid.lock wait.status "
            pod "$app" stop wait
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Theory]
    [InlineData("mount -o remount,ro /run", "bare",
        "cannot create the runtime directory /run/testapp: read-only file system; choose another directory with PidFile, or set RUNTIME_DIRECTORY")]
    [InlineData("mkdir /run/testapp; mount -o remount,ro /run", "bare",
        "cannot write /run/testapp/wait.pid.lock: read-only file system; choose another directory with PidFile or RUNTIME_DIRECTORY")]
    [InlineData("mount -o remount,ro /tmp", "user",
        "cannot create the runtime directory /tmp/daemonize-4321: read-only file system; choose another directory with PidFile, or set RUNTIME_DIRECTORY")]
    [InlineData("mount -o remount,ro /var/log", "bare",
        "cannot create the log directory /var/log/testapp: read-only file system; choose another directory with LogFile, or set LOGS_DIRECTORY")]
    [Trait("Fault", "25")]
    public async Task ReadOnlyPlaceIsToldOfWithTheWayOut(string setup, string caller, string message)
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + $$"""
            {{setup}}
            code 1 {{caller}} "$app" start wait
            is "$(cat /mnt/said)" "testapp: {{message}}"
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>In a user namespace, the machine's root appears as nobody, like every other user that is not mapped.</summary>
    [Fact]
    [Trait("Fault", "35")]
    public async Task DirectoryOfRootIsSafeInAUserNamespace()
    {
        await Sandbox.RunInMountNamespaceAsync(Prelude + """
            user unshare --user --map-root-user "$app" start wait --pid-file /tmp/x.pid --log-file /mnt/home/x.log
            pid=$(cat /tmp/x.pid)
            test "$(stat -c %u /tmp/x.pid)" = 4321
            kill -TERM "$pid"
            await test ! -e /tmp/x.pid
            """);
        await Sandbox.WaitUntilEmptyAsync();
    }
}
