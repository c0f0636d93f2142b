using System.Globalization;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>A control group of version 2 that can be frozen.</summary>
internal sealed class Freezer : IDisposable
{
    private readonly string _folder;

    private Freezer(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    public static Freezer Create()
    {
        RequiresRoot.Check();
        var mount = File.ReadLines("/proc/mounts").Select(static line => line.Split(' '))
            .FirstOrDefault(static line => line[2] == "cgroup2");
        Assert.True(mount is not null, "needs cgroup v2, which is not mounted here");
        return new Freezer(Path.Combine(mount[1], $"daemonize-{Guid.NewGuid():N}"));
    }

    /// <summary>Freezes a process, and waits until it is frozen.</summary>
    public async Task FreezeAsync(int pid)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "cgroup.procs"), pid.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "cgroup.freeze"), "1", TestContext.Current.CancellationToken);
        await Wait.UntilAsync(
            () => File.ReadAllText(Path.Combine(_folder, "cgroup.events")).Contains("frozen 1", StringComparison.Ordinal),
            $"{pid} is frozen");
    }

    /// <summary>Removes the group, whose process has ended, or lets that go on.</summary>
    public void Dispose()
    {
        File.WriteAllText(Path.Combine(_folder, "cgroup.freeze"), "0");
        foreach (var pid in File.ReadAllLines(Path.Combine(_folder, "cgroup.procs")))
        {
            File.WriteAllText(Path.Combine(_folder, "..", "cgroup.procs"), pid);
        }

        Directory.Delete(_folder);
    }
}
