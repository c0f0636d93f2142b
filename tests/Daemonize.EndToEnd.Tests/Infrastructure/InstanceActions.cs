namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Actions that the tests of instances share.</summary>
internal static class InstanceActions
{
    /// <summary>The files of an instance of a daemon.</summary>
    public static DaemonFiles Instance(this Sandbox sandbox, string name, int number) => sandbox.Daemon($"{name}.{number}");

    /// <summary>
    /// The file with the number of instances; like a pid file it has a lock file, which a command holds while it changes the number.
    /// </summary>
    public static DaemonFiles Count(this Sandbox sandbox, string name) => sandbox.Daemon(name, $"{name}.pid.instances");

    /// <summary>The text of that file; null if it does not exist.</summary>
    public static string? CountText(this Sandbox sandbox, string name) => TextFile.TryRead(sandbox.Count(name).PidFile);

    /// <summary>Gets the process ids of the instances 1 to <paramref name="count"/>, which must run.</summary>
    public static int[] Pids(this Sandbox sandbox, string name, int count) =>
        [.. Enumerable.Range(1, count).Select(number => sandbox.Instance(name, number).Process.Pid)];

    /// <summary>Starts that many instances, which must succeed, and returns their process ids.</summary>
    public static async Task<int[]> StartInstancesAsync(this Sandbox sandbox, string name, int count)
    {
        (await sandbox.RunAsync(App.Test, "start", name, "--instances", $"{count}")).Succeeds();
        return sandbox.Pids(name, count);
    }
}
