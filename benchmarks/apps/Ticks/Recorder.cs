using System.Diagnostics;
using System.Globalization;
using Daemonize;

namespace Ticks;

/// <summary>Notes when each tick comes, and writes the notes to the file <c>TICKS_FILE</c> when there are <c>TICKS_COUNT</c>.</summary>
internal static class Recorder
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("TICKS_COUNT") ?? "1000", CultureInfo.InvariantCulture);
    private static readonly (long Slot, long Instant)[] Notes = new (long, long)[Count];

    [Daemon(Name = "ticks", Interval = "20ms")]
    internal static void Note(DaemonContext daemon)
    {
        var instant = Stopwatch.GetTimestamp();
        if (daemon.Tick <= Count)
        {
            Notes[daemon.Tick - 1] = (daemon.Tick - 1 + daemon.Skipped, instant);
        }

        if (daemon.Tick == Count)
        {
            Write(Environment.GetEnvironmentVariable("TICKS_FILE") ?? "ticks.txt");
        }
    }

    private static void Write(string path)
    {
        // Renamed when it is whole: whoever waits for the name may read at once.
        using (var file = new StreamWriter(path + ".part"))
        {
            foreach (var (slot, instant) in Notes)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{slot} {instant}\n"));
            }
        }

        File.Move(path + ".part", path, overwrite: true);
    }
}
