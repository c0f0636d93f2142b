namespace Daemonize.Benchmarks.Room;

/// <summary>What a live screen in a terminal costs while nobody presses a key.</summary>
/// <param name="BytesPerSecond">What it writes to the terminal.</param>
/// <param name="Load">Its processor time, in percent of one core.</param>
/// <param name="Memory">Its resident memory at the end, in MiB.</param>
internal readonly record struct ScreenCost(double BytesPerSecond, double Load, double Memory)
{
    /// <summary>Until it has drawn the first frame and has seen all programs.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);

    public static ScreenCost Of(TimeSpan window, params string[] command)
    {
        using var terminal = new PseudoTerminal();
        var pid = terminal.Start(command);
        try
        {
            Thread.Sleep(Settling);
            var before = terminal.Bytes;
            if (before == 0)
            {
                throw new InvalidOperationException($"'{string.Join(' ', command)}' has drawn nothing");
            }

            var load = Benchmarks.Load.Of([pid], window);
            return new((terminal.Bytes - before) / window.TotalSeconds, load, Usage.Of(pid).Rss);
        }
        finally
        {
            Child.End(pid);
        }
    }
}
