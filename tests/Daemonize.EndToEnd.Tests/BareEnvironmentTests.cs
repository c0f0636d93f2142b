namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Starts by callers with almost no environment. Files are in their default places, in a private mount namespace. Only the variable that
/// names the sandbox is always set, and DOTNET_ROOT where the machine needs it.
/// </summary>
public sealed class BareEnvironmentTests : EndToEndTest
{
    private const string EveryVerb = """
        environment() { tr '\0' '\n' < "/proc/$(cat "$1")/environ" | sort | grep -v ^DOTNET_ROOT= > "$out/$2"; }
        every_verb() {
            bare start wait
            environment "$1/wait.pid" started
            bare status wait
            bare logs wait | grep -q 'info  wait: started'
            bare restart wait
            environment "$1/wait.pid" restarted
            bare stop wait
            test ! -e "$1/wait.pid"
            code=0; bare status wait || code=$?; test "$code" = 3
        }

        """;

    [Fact]
    [Trait("Issue", "5")]
    public async Task CronsIsEnoughForRoot()
    {
        await Sandbox.RunInMountNamespaceAsync(EveryVerb + """
            mount -t tmpfs none /run
            mount -t tmpfs none /var/log
            bare() {
                env -i HOME=/root LOGNAME=root SHELL=/bin/sh PATH=/usr/bin:/bin DAEMONIZE_SANDBOX="$DAEMONIZE_SANDBOX" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} "$app" "$@"
            }
            every_verb /run/testapp
            test -s /var/log/testapp/wait.log
            """);
        string[] cron = ["HOME=/root", "LOGNAME=root", "PATH=/usr/bin:/bin", "SHELL=/bin/sh"];
        await AssertEnvironmentAsync(cron);
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task NoneIsEnoughForRoot()
    {
        await Sandbox.RunInMountNamespaceAsync(EveryVerb + """
            mount -t tmpfs none /run
            mount -t tmpfs none /var/log
            bare() { env -i DAEMONIZE_SANDBOX="$DAEMONIZE_SANDBOX" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} "$app" "$@"; }
            every_verb /run/testapp
            test -s /var/log/testapp/wait.log
            """);
        await AssertEnvironmentAsync([]);
    }

    /// <summary>
    /// A user without a home in the user database: the pid file is in the user's own directory in /tmp, and so is the log if HOME is not
    /// set either.
    /// </summary>
    [Theory]
    [InlineData("HOME=/tmp/home LOGNAME=x SHELL=/bin/sh PATH=/usr/bin:/bin", "/tmp/home/.local/state/testapp")]
    [InlineData("", "/tmp/daemonize-65534/testapp")]
    [Trait("Issue", "5")]
    public async Task EitherIsEnoughForAUser(string environment, string logs)
    {
        await Sandbox.RunInMountNamespaceAsync($$"""
            {{EveryVerb}}
            # The program and what it writes to may be below /tmp, which gets another.
            mount -t tmpfs none /mnt
            mkdir /mnt/app && mount --bind "$(dirname "$app")" /mnt/app
            app=/mnt/app/$(basename "$app")
            exec 9< "$out"
            out=/proc/$$/fd/9
            mount -t tmpfs -o mode=1777 none /tmp
            mkdir /tmp/home && chown 65534 /tmp/home
            bare() {
                setpriv --reuid 65534 --regid 65534 --clear-groups \
                    env -i {{environment}} DAEMONIZE_SANDBOX="$DAEMONIZE_SANDBOX" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} "$app" "$@" 9<&-
            }
            every_verb /tmp/daemonize-65534/testapp
            test -s {{logs}}/wait.log
            test "$(stat -c %a:%u /tmp/daemonize-65534)" = 700:65534
            """);
        await AssertEnvironmentAsync(environment.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task AssertEnvironmentAsync(string[] expected)
    {
        string[] sorted = [.. expected.Append($"DAEMONIZE_SANDBOX={Sandbox.Root}").Order(StringComparer.Ordinal)];
        Assert.Equal(sorted, (await Sandbox.OutputAsync("started")).Order(StringComparer.Ordinal));
        Assert.Equal(sorted, (await Sandbox.OutputAsync("restarted")).Order(StringComparer.Ordinal));
        await Sandbox.WaitUntilEmptyAsync();
    }
}
