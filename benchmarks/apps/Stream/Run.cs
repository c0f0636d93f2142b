using System.Diagnostics;
using System.Globalization;

namespace Stream;

/// <summary>One measurement: the time from the creation of the first value to the end of the last handler.</summary>
internal sealed class Run(long count, int rounds, string file)
{
    private long _start;
    private long _handled;

    public IEnumerable<long> Values()
    {
        _start = Stopwatch.GetTimestamp();
        for (var value = 0L; value < count; value++)
        {
            yield return value;
        }
    }

    public void Handle(long value)
    {
        Work.Do(value, rounds);
        if (Interlocked.Increment(ref _handled) == count)
        {
            var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            File.WriteAllText(file + ".part", seconds.ToString("R", CultureInfo.InvariantCulture));
            File.Move(file + ".part", file, overwrite: true);
        }
    }
}
