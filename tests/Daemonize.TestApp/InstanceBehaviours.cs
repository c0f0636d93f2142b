using Daemonize;

namespace TestApp;

/// <summary>Daemons with several instances. They report in files of the folder TESTAPP_OUTPUT.</summary>
internal static class InstanceBehaviours
{
    /// <summary>
    /// Takes those of the numbers 0 to 11 that are its share, 50 times a second, and says so in the file "shard-INSTANCE" when its share
    /// has changed.
    /// </summary>
    [Daemon(Interval = "20ms")]
    internal static void Shard(DaemonContext daemon)
    {
        var share = string.Join(',', Enumerable.Range(0, 12).Where(id => id % daemon.InstanceCount == daemon.InstanceNumber - 1));
        var line = $"{daemon.Name} {daemon.InstanceNumber} of {daemon.InstanceCount}: {share}";
        var path = Path.Combine(Environment.GetEnvironmentVariable("TESTAPP_OUTPUT")!, $"shard-{daemon.InstanceNumber}");
        if (!File.Exists(path) || File.ReadLines(path).Last() != line)
        {
            File.AppendAllText(path, line + "\n");
        }
    }

    /// <summary>There are two of it unless somebody says otherwise. They do nothing until they are asked to stop.</summary>
    [Daemon(Instances = 2)]
    internal static Task Pair(CancellationToken stopping) => Task.Delay(Timeout.Infinite, stopping);
}
