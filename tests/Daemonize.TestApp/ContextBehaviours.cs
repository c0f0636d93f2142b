using Daemonize;

namespace TestApp;

/// <summary>Daemons with special process settings.</summary>
internal static class ContextBehaviours
{
    /// <summary>Is nobody, and has all that an attribute can say of a process.</summary>
    [Daemon(
        User = "nobody", Nice = 7, NoNewPrivileges = true, MaxOpenFiles = 321, MaxMemory = "700MB",
        Environment = ["GREETING=good day", "TERM"],
        EnvironmentFile = "-/nonexistent/daemonize.env")]
    internal static Task Humble(CancellationToken stopping) => Behaviours.Wait(stopping);

    /// <summary>Takes memory until there is none, and tells in the file "hoard" how many megabytes it got.</summary>
    [Daemon]
    internal static Task Hoard(CancellationToken stopping)
    {
        const int megabyte = 1 << 20;
        List<byte[]> hoard = [];
        try
        {
            while (hoard.Count < 4096)
            {
                hoard.Add(GC.AllocateUninitializedArray<byte>(megabyte));
                hoard[^1].AsSpan().Fill(1);
            }
        }
        catch (OutOfMemoryException)
        {
            var count = hoard.Count;
            hoard.Clear();
            Output.Tell("hoard", $"{count}");
        }

        return Behaviours.Wait(stopping);
    }
}
