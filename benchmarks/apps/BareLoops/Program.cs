using System.Diagnostics;
using System.Globalization;
using BareLoops;

// Loops that a C# developer writes without a library: bareloops sleep|delay|periodic-timer INTERVAL_MS [COUNT FILE]. Without a count it
// ticks forever. bareloops grid|grid-log INTERVAL_MS ticks forever on an absolute grid, with or without a line for each tick.
if (args[0] is "grid" or "grid-log")
{
    GridLoop.Run(int.Parse(args[1], CultureInfo.InvariantCulture), logs: args[0] == "grid-log");
}

var interval = TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var count = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : int.MaxValue;
var notes = args.Length > 2 ? new long[count] : new long[1];
switch (args[0])
{
    case "sleep":
        for (var i = 0; i < count; i++)
        {
            Note(i);
            Thread.Sleep(interval);
        }

        break;
    case "delay":
        for (var i = 0; i < count; i++)
        {
            Note(i);
            await Task.Delay(interval);
        }

        break;
    case "periodic-timer":
        using (var timer = new PeriodicTimer(interval))
        {
            for (var i = 0; i < count; i++)
            {
                await timer.WaitForNextTickAsync();
                Note(i);
            }
        }

        break;
}

if (args.Length > 2)
{
    Write(args[3]);
}

void Note(int i) => notes[i % notes.Length] = Stopwatch.GetTimestamp();

void Write(string path)
{
    // A loop that sleeps has no slots, so its ticks are only counted.
    var slots = args[0] == "periodic-timer" ? Grid.SlotsOf(notes, interval) : [.. Enumerable.Range(0, count).Select(i => (long)i)];
    using (var file = new StreamWriter(path + ".part"))
    {
        for (var i = 0; i < count; i++)
        {
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{slots[i]} {notes[i]}\n"));
        }
    }

    File.Move(path + ".part", path, overwrite: true);
}
