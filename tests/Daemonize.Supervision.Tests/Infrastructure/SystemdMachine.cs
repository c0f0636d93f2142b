using System.Diagnostics;

namespace Daemonize.Supervision.Tests.Infrastructure;

/// <summary>
/// A systemd that is process 1 in a container of systemd-nspawn(1), over an overlay of this machine's tree, so the programs of the build
/// have the same paths. It boots once for all tests that use it.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class SystemdMachine : IAsyncLifetime, ICollectionFixture<SystemdMachine>
{
    /// <summary>The collection of the tests that share it and run one after another.</summary>
    public const string Collection = "systemd";

    private readonly string _directory = Directory.CreateTempSubdirectory("daemonize-machine-").FullName;
    private readonly string[] _groups = [.. FindControlGroups().Select(group => $"{group}/daemonize-tests-{Environment.ProcessId}")];
    private Process? _container;
    private int _leader;

    /// <summary>The pid of the container's process 1 on this machine.</summary>
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

        // Exits with 1 if any unit of the machine has failed, which does not matter here; it waits for the end of the boot.
        var state = await RunAsync("systemctl", "is-system-running", "--wait");
        Assert.True(state.Output.Trim() is "running" or "degraded", $"systemd has not booted: {state}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
        {
            // When its process 1 ends, the kernel ends all processes in the container.
            using (var leader = _leader > 1 ? ProcessHandle.TryOpen(_leader) : null)
            {
                leader?.Signal(Native.SigKill);
            }

            if (_leader == 0)
            {
                // The boot has not reached a process 1; what exists ends with its parent.
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

    /// <summary>The directory of the .NET runtime, the same in the container.</summary>
    public static string DotnetRoot =>
        Path.GetDirectoryName(File.ResolveLinkTarget(Tools.Dotnet, returnFinalTarget: true)?.FullName ?? Tools.Dotnet)!;

    /// <summary>Gets the path of a file of the container on this machine.</summary>
    public string PathOf(string path) => $"/proc/{_leader}/root{path}";

    /// <summary>Runs a program in the container, to its end.</summary>
    internal Task<CommandResult> RunAsync(string file, params string[] args)
    {
        var info = new ProcessStartInfo("nsenter")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        List<string> all =
            ["--target", $"{_leader}", "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--wd=/", "--", "/usr/bin/env", "-i",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "SYSTEMD_PAGER=", file, .. args];
        all.ForEach(info.ArgumentList.Add);
        return new RunningCommand(info).CompleteAsync();
    }

    /// <summary>
    /// Stops and removes units that were installed or written by hand. The tests share the machine: the next test's verbs would find what
    /// remains.
    /// </summary>
    internal async ValueTask RemoveUnitsAsync()
    {
        await RunAsync("systemctl", "stop", "serviceapp-*");
        (await RunAsync(
            "sh", "-c",
            "rm -rf /etc/systemd/system/serviceapp-* /etc/systemd/system/*.wants/serviceapp-* /var/lib/private/serviceapp-*; systemctl " +
            "daemon-reload; systemctl reset-failed")).ExitsWith(0);
    }

    /// <summary>The directories of the build and the runtime, which may be on another file system than /.</summary>
    private static string[] Binds => [Path.GetFullPath("../../../..", AppContext.BaseDirectory), DotnetRoot];

    /// <summary>
    /// Finds the control groups of these tests in the hierarchies that systemd uses: the only one, or its own and the unified one next to
    /// the controllers' (cgroups(7)).
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
        // A helper process of the setup is a child for a moment too.
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

    /// <summary>Removes a group; the kernel releases it a moment after its last process.</summary>
    private static Task RemoveAsync(string group) => Wait.UntilAsync(
        () =>
        {
            try
            {
                // Removes the deepest first.
                foreach (var inner in Directory.GetDirectories(group, "*", SearchOption.AllDirectories)
                    .OrderByDescending(static path => path.Length))
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
