using System.Diagnostics;
using System.Globalization;

const double EarlyNs = 2.5e6;

// What a C# developer writes without a library: bareloops sleep|delay|periodic-timer INTERVAL_MS [COUNT FILE]. Without a count it ticks for ever.
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
                Note(i);
                await timer.WaitForNextTickAsync();
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
    // A timer that misses a slot leaves it out, and its tick belongs to the last slot before it, or to the one that it fires for up to 2 ms early;
    // a loop that sleeps knows no slots, and its ticks are simply counted.
    var isOnGrid = args[0] == "periodic-timer";
    using (var file = new StreamWriter(path + ".part"))
    {
        for (var i = 0; i < count; i++)
        {
            var slot = isOnGrid ? (long)Math.Floor(((notes[i] - notes[0]) * 1e9 / Stopwatch.Frequency + EarlyNs) / interval.TotalNanoseconds) : i;
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{slot} {notes[i]}\n"));
        }
    }

    File.Move(path + ".part", path, overwrite: true);
}
