namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>What the tests of instances do in their sandbox.</summary>
internal static class InstanceActions
{
    /// <summary>The files of an instance of a daemon.</summary>
    public static DaemonFiles Instance(this Sandbox sandbox, string name, int number) => sandbox.Daemon($"{name}.{number}");

    /// <summary>Where it is said how many instances there are; as a daemon's pid file would, it has a lock file, which whoever changes that holds.</summary>
    public static DaemonFiles Count(this Sandbox sandbox, string name) => sandbox.Daemon(name, $"{name}.pid.instances");

    /// <summary>The number in that file; null without one.</summary>
    public static string? CountText(this Sandbox sandbox, string name) => TextFile.TryRead(sandbox.Count(name).PidFile);

    /// <summary>The process ids of the instances 1 to <paramref name="count"/>, which must run.</summary>
    public static int[] Pids(this Sandbox sandbox, string name, int count) =>
        [.. Enumerable.Range(1, count).Select(number => sandbox.Instance(name, number).Process.Pid)];

    /// <summary>Starts that many instances, which must go well, and gives their process ids.</summary>
    public static async Task<int[]> StartInstancesAsync(this Sandbox sandbox, string name, int count)
    {
        (await sandbox.RunAsync(App.Test, "start", name, "--instances", $"{count}")).Succeeds();
        return sandbox.Pids(name, count);
    }
}
