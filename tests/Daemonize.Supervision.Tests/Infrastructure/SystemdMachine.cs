using System.Diagnostics;

namespace Daemonize.Supervision.Tests.Infrastructure;

/// <summary>
/// A systemd that is process 1: in a container of systemd-nspawn(1), over an overlay of this machine's tree, so that the programs that the build has made are
/// there as they are here. It is booted once for all tests that want it.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class SystemdMachine : IAsyncLifetime, ICollectionFixture<SystemdMachine>
{
    /// <summary>The tests that share it, one after another.</summary>
    public const string Collection = "systemd";

    private readonly string _directory = Directory.CreateTempSubdirectory("daemonize-machine-").FullName;
    private readonly string[] _groups = [.. FindControlGroups().Select(group => $"{group}/daemonize-tests-{Environment.ProcessId}")];
    private Process? _container;
    private int _leader;

    /// <summary>The container's process 1, as this machine numbers it.</summary>
    public int Leader => _leader;

    public async ValueTask InitializeAsync()
    {
        Tools.RequireRoot();
        var info = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        List<string> args = ["unshare", "--mount", "/bin/sh", Tools.Script("boot.sh"), _directory, string.Join(' ', _groups), .. Binds];
        args.ForEach(info.ArgumentList.Add);
        _container = Process.Start(info)!;
        _container.StandardInput.Close();
        var said = ReadAllAsync(_container);
        await Wait.UntilAsync(() => _container.HasExited || IsBooted(), "systemd listens");
        Assert.False(_container.HasExited, $"the container has ended: {(_container.HasExited ? await said : "")}");

        // Exits with 1 where a unit of the machine has failed, which is no concern of ours; it waits for the end of the boot.
        var state = await RunAsync("systemctl", "is-system-running", "--wait");
        Assert.True(state.Output.Trim() is "running" or "degraded", $"systemd has not booted: {state}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
        {
            // With its process 1 the kernel ends all that is in it.
            using (var leader = _leader > 1 ? ProcessHandle.TryOpen(_leader) : null)
            {
                leader?.Signal(Native.SigKill);
            }

            if (_leader == 0)
            {
                // It has not come so far as to be found; what there is of it ends with its parent.
                _container.Kill();
            }

            await _container.WaitForExitAsync(CancellationToken.None);
            _container.Dispose();
            foreach (var group in _groups)
            {
                await RemoveAsync(group);
            }
        }

        Directory.Delete(_directory);
    }

    /// <summary>Where the .NET runtime is, here and there.</summary>
    public static string DotnetRoot => Path.GetDirectoryName(File.ResolveLinkTarget(Tools.Dotnet, returnFinalTarget: true)?.FullName ?? Tools.Dotnet)!;

    /// <summary>The way to a file of the container from here.</summary>
    public string PathOf(string path) => $"/proc/{_leader}/root{path}";

    /// <summary>Runs a program in it, to its end.</summary>
    internal Task<CommandResult> RunAsync(string file, params string[] args)
    {
        var info = new ProcessStartInfo("nsenter")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        List<string> all = ["--target", $"{_leader}", "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--wd=/", "--", "/usr/bin/env", "-i",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "SYSTEMD_PAGER=", file, .. args];
        all.ForEach(info.ArgumentList.Add);
        return new RunningCommand(info).CompleteAsync();
    }

    /// <summary>Stops and removes what was installed or written as if it were. The tests share the machine: what one leaves would be found by the verbs of the next.</summary>
    internal async ValueTask RemoveUnitsAsync()
    {
        await RunAsync("systemctl", "stop", "serviceapp-*");
        (await RunAsync("sh", "-c", "rm -rf /etc/systemd/system/serviceapp-* /etc/systemd/system/*.wants/serviceapp-* /var/lib/private/serviceapp-*; systemctl daemon-reload; systemctl reset-failed")).ExitsWith(0);
    }

    /// <summary>The directories of the build and the runtime, where they may be on another file system than /.</summary>
    private static string[] Binds => [Path.GetFullPath("../../../..", AppContext.BaseDirectory), DotnetRoot];

    /// <summary>
    /// The groups that these tests are in, in the hierarchies that systemd uses: the only one, or its own and the unified one beside those of the controllers
    /// (cgroups(7)).
    /// </summary>
    private static IEnumerable<string> FindControlGroups()
    {
        foreach (var line in File.ReadLines("/proc/self/cgroup"))
        {
            var mount = line.Contains(":name=systemd:", StringComparison.Ordinal) ? "/sys/fs/cgroup/systemd"
                : !line.StartsWith("0::", StringComparison.Ordinal) ? null
                : Directory.Exists("/sys/fs/cgroup/unified") ? "/sys/fs/cgroup/unified"
                : "/sys/fs/cgroup";
            if (mount is not null)
            {
                yield return mount + line.Split(':', 3)[2].TrimEnd('/');
            }
        }
    }

    private static async Task<string> ReadAllAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        return await output + await error;
    }

    private bool IsBooted()
    {
        _leader = _leader != 0 ? _leader : FindLeader();
        return _leader != 0 && File.Exists(PathOf("/run/systemd/private"));
    }

    private int FindLeader()
    {
        // A process that it has used to set things up is its child for a moment too.
        var children = $"/proc/{_container!.Id}/task/{_container.Id}/children";
        foreach (var child in (TextFile.TryRead(children) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (TextFile.TryRead($"/proc/{child}/comm")?.Trim() == "systemd")
            {
                return int.Parse(child, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    /// <summary>The kernel lets go of a group a moment after its last process.</summary>
    private static Task RemoveAsync(string group) => Wait.UntilAsync(
        () =>
        {
            try
            {
                // The deepest first.
                foreach (var inner in Directory.GetDirectories(group, "*", SearchOption.AllDirectories).OrderByDescending(static path => path.Length))
                {
                    Directory.Delete(inner);
                }

                Directory.Delete(group);
                return true;
            }
            catch (DirectoryNotFoundException)
            {
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        },
        $"{group} is removed");
}
