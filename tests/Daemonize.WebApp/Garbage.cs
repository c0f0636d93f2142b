namespace WebApp;

/// <summary>
/// Threads that allocate and collect as fast as they can, so that garbage collections interrupt everything else in the process.
/// </summary>
internal static class Garbage
{
    public static void MakeForEver(int threads)
    {
        for (var i = 0; i < threads; i++)
        {
            new Thread(Make) { IsBackground = true, Name = "Garbage" }.Start();
        }
    }

    private static void Make()
    {
        var kept = new byte[64][];
        for (var i = 0; ; i++)
        {
            kept[i % kept.Length] = new byte[10_000 + (i % 100_000)];
            if (i % 500 == 0)
            {
                GC.Collect(i % 3 == 0 ? 2 : 0, GCCollectionMode.Forced, blocking: true);
            }
        }
    }
}
