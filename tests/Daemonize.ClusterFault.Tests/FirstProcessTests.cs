using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Daemonize.ClusterFault.Tests;

/// <summary>
/// The program is process 1 of a pid namespace, as in a container. The kernel does not kill such a process, so with a fence it becomes the
/// parent of its daemon.
/// </summary>
public sealed class FirstProcessTests(PostgreSqlServer server) : FaultTest(server)
{
    private const int SigHangUp = 1;
    private const int SigUser1 = 10;

    [Fact]
    public async Task PausedDaemonIsKilledBeforeAnotherBegins()
    {
        var (first, second) = (CreateMachine("deaf"), CreateMachine("deaf"));
        first.Hold();
        using var container = await Container.BeginAsync(first, "run");
        await container.PrintsAsync("leads (token ");
        var held = await first.BeginsAsync(1);
        await second.StartAsync("follower");
        container.Daemon.Signal(Machine.SigStop);
        await container.EndsWithAsync(128 + Native.SigKill);
        Assert.Contains(
            $"deaf: lost its lease while a tick was running ({Describe(held)}); killed by the kernel (Fence)\n", container.Output,
            StringComparison.Ordinal);
        await first.StatusAsync($"deaf  dead  lost its lease while a tick was running ({Describe(held)}) ");
        await second.BeginsAsync(2);
        Assert.Equal(held, first.Events[^1]);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    /// <summary>Somebody else may kill it at any time, also in a tick.</summary>
    [Fact]
    public async Task KilledDaemonHasNotLostItsLease()
    {
        var first = CreateMachine("deaf");
        first.Hold();
        using var container = await Container.BeginAsync(first, "run");
        await first.BeginsAsync(1);
        container.Daemon.Signal(Native.SigKill);
        await container.EndsWithAsync(128 + Native.SigKill);
        Assert.EndsWith("deaf: was killed by SIGKILL\n", container.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lost its lease", container.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignalsReachTheDaemonAndItsExitCodeIsTheContainers()
    {
        var (first, second) = (CreateMachine("shared"), CreateMachine("shared"));
        await second.StartAsync("leader");
        using var container = await Container.BeginAsync(first, "run");
        await container.PrintsAsync("follows ");
        container.Signal(SigUser1);
        await container.PrintsAsync("no tick now: ");
        container.Signal(SigHangUp);
        await Wait.ForFileAsync(first.Files.StatusFile, status => status.Contains("\"reloads\":1", StringComparison.Ordinal));
        container.Signal(Native.SigTerm);
        await container.EndsWithAsync(0);
        Assert.Contains("shared: stopping (SIGTERM)\n", container.Output, StringComparison.Ordinal);
        Assert.EndsWith("shared: stopped\n", container.Output, StringComparison.Ordinal);
        await first.Sandbox.AssertNothingIsLeftAsync(first.Files);
    }

    [Fact]
    public async Task DaemonIsSeenAndStoppedFromInside()
    {
        var first = CreateMachine("shared");
        using var container = await Container.BeginAsync(first, "run");
        await first.BeginsAsync(1);
        Assert.NotEqual(container.FirstPid, container.Daemon.Pid);
        Assert.NotEqual(1, first.Pid);
        Assert.Equal(first.Pid, first.Files.Record!.Pid);
        var status = (await container.ExecuteAsync(Machine.Program.File, "status", "shared")).Succeeds();
        Assert.StartsWith($"shared  running  pid {first.Pid}  ", status.Output, StringComparison.Ordinal);
        Assert.Contains("leads (token ", status.Output, StringComparison.Ordinal);
        await container.ExecuteAsync(Machine.Program.File, "stop", "shared");
        await container.EndsWithAsync(0);
        await first.Sandbox.AssertNothingIsLeftAsync(first.Files);
    }

    /// <summary>The orphans of a probe become children of process 1, which is not the daemon.</summary>
    [Fact]
    public async Task OrphansAreReaped()
    {
        var first = CreateMachine("shared");
        using var container = await Container.BeginAsync(first, "run");
        await container.ExecuteAsync("/bin/sh", "-c", "for i in 1 2 3; do sleep 0.1 & done");
        await Wait.UntilAsync(
            () => ChildrenOf(container.FirstPid) is [var only] && only == container.Daemon.Pid, "only the daemon is left");
        container.Signal(Native.SigTerm);
        await container.EndsWithAsync(0);
    }

    /// <summary>The variables of a service manager are the daemon's, although they are meant for process 1.</summary>
    [Fact]
    public async Task ServiceManagerHearsOfTheDaemon()
    {
        var first = CreateMachine("shared");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = Path.Combine(first.Sandbox.Root, "notify");
        manager.Bind(new UnixDomainSocketEndPoint(path));
        first.Sandbox.Environment["NOTIFY_SOCKET"] = path;
        first.Sandbox.Environment["SYSTEMD_EXEC_PID"] = "4711";
        first.Sandbox.Environment["WATCHDOG_PID"] = "4711";
        first.Sandbox.Environment["WATCHDOG_USEC"] = "2000000";
        using var container = await Container.BeginAsync(first, "run");
        await HearsAsync("READY=1\n");
        await HearsAsync("WATCHDOG=1");
        container.Signal(Native.SigTerm);
        await HearsAsync("STOPPING=1\n");
        await container.EndsWithAsync(0);

        async Task HearsAsync(string text)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Wait.Limit);
            var buffer = new byte[4096];
            while (true)
            {
                var length = await manager.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
                if (Encoding.UTF8.GetString(buffer, 0, length).StartsWith(text, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
    }

    /// <summary>The key of a terminal sends a signal to all processes of the container, and a second one would end it at once.</summary>
    [Fact]
    public async Task CtrlCReachesTheDaemonOnce()
    {
        var first = CreateMachine("shared");
        await using var terminal = OpenTerminal(first);
        await terminal.WaitForOutputAsync("shared: started (pid ");
        terminal.Type("\u0003");
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
        Assert.Contains("shared: stopping (SIGINT)", terminal.Output, StringComparison.Ordinal);
    }

    /// <summary>A terminal that hangs up sends a signal to process 1 only.</summary>
    [Fact]
    public async Task HangUpOfTheTerminalStopsTheDaemon()
    {
        var first = CreateMachine("shared");
        await using var terminal = OpenTerminal(first);
        await terminal.WaitForOutputAsync("shared: started (pid ");
        await terminal.HangUpAsync();
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
        await first.Sandbox.AssertNothingIsLeftAsync(first.Files);
    }

    [Theory]
    [InlineData("file:", "")]
    [InlineData("", "--no-fence")]
    public async Task WithoutAFenceProcessOneIsTheDaemon(string url, string option)
    {
        var first = CreateMachine("shared", url.Length == 0 ? null : url);
        using var container = await Container.BeginAsync(first, "run", option.Length == 0 ? [] : [option]);
        await first.BeginsAsync(1);
        Assert.Equal(1, first.Pid);
        Assert.Equal(container.FirstPid, container.Daemon.Pid);
        container.Signal(Native.SigTerm);
        await container.EndsWithAsync(0);
    }

    /// <summary>Its only tick is fenced too.</summary>
    [Fact]
    public async Task OnceIsKilledToo()
    {
        var first = CreateMachine("deaf");
        first.Hold();
        using var container = await Container.BeginAsync(first, "once");
        await first.BeginsAsync(1);
        container.Daemon.Signal(Machine.SigStop);
        await container.EndsWithAsync(128 + Native.SigKill);
        Assert.Contains("lost its lease while a tick was running (token ", container.Output, StringComparison.Ordinal);
    }

    /// <summary>The tick as the messages name it.</summary>
    internal static string Describe(Event tick) => string.Create(
        CultureInfo.InvariantCulture,
        $"token {tick.Token}, slot {DateTimeOffset.FromUnixTimeMilliseconds(tick.Slot).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");

    /// <summary>Opens a container with a terminal, whose session process 1 leads.</summary>
    private static TerminalSession OpenTerminal(Machine machine)
    {
        RequiresRoot.Check();
        return new TerminalSession(
            machine.Sandbox, TestTools.Unshare, "--pid", "--fork", "--mount-proc", "--kill-child", "/usr/bin/setsid", "--ctty",
            Machine.Program.File, "run", machine.Name);
    }

    private static List<int> ChildrenOf(int parent) =>
    [
        .. from directory in Directory.EnumerateDirectories("/proc")
           where char.IsAsciiDigit(directory["/proc/".Length])
           let stat = TextFile.TryRead(directory + "/stat")
           where stat is not null && stat[(stat.LastIndexOf(')') + 1)..].Split(' ') is [_, _, var id, ..] && id == $"{parent}"
           select int.Parse(directory.AsSpan("/proc/".Length), CultureInfo.InvariantCulture),
    ];
}
