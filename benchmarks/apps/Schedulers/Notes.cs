using System.Diagnostics;
using System.Globalization;

namespace Schedulers;

/// <summary>The time and slot of each tick, in the format of the compared daemon.</summary>
internal sealed class Notes(int count, string path)
{
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly (long Slot, long Instant)[] _notes = new (long, long)[count];
    private int _length;

    /// <summary>Completes when there are enough notes.</summary>
    public Task Full => _full.Task;

    public void Add(long slot)
    {
        var instant = Stopwatch.GetTimestamp();
        var index = Interlocked.Increment(ref _length) - 1;
        if (index < count)
        {
            _notes[index] = (slot, instant);
        }

        if (index == count - 1)
        {
            _full.TrySetResult();
        }
    }

    /// <summary>Renames the file when it is complete: a reader that waits for the name may read at once.</summary>
    public void Write()
    {
        // Two ticks may run at the same time and be noted in any order.
        Array.Sort(_notes);
        using (var file = new StreamWriter(path + ".part"))
        {
            foreach (var (slot, instant) in _notes)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{slot - _notes[0].Slot} {instant}\n"));
            }
        }

        File.Move(path + ".part", path, overwrite: true);
    }
}
