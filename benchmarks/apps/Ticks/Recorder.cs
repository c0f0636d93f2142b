using System.Diagnostics;
using System.Globalization;
using Daemonize;

namespace Ticks;

/// <summary>Notes the time of each tick, and writes the notes to a file when there are enough.</summary>
internal static class Recorder
{
    private static (long Slot, long Instant)[]? _notes;

    [Daemon(Name = "ticks", Interval = "20ms")]
    internal static void Note(FileInfo file, int count, DaemonContext daemon)
    {
        var instant = Stopwatch.GetTimestamp();
        _notes ??= new (long, long)[count];
        if (daemon.TickNumber <= count)
        {
            _notes[daemon.TickNumber - 1] = (daemon.TickNumber - 1 + daemon.SkippedSlots, instant);
        }

        if (daemon.TickNumber == count)
        {
            Write(_notes, file.FullName);
        }
    }

    private static void Write((long Slot, long Instant)[] notes, string path)
    {
        // Renamed when complete: a reader that waits for the name may read at once.
        using (var file = new StreamWriter(path + ".part"))
        {
            foreach (var (slot, instant) in notes)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{slot} {instant}\n"));
            }
        }

        File.Move(path + ".part", path, overwrite: true);
    }
}
