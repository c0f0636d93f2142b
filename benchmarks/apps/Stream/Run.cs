using System.Diagnostics;
using System.Globalization;

namespace Stream;

/// <summary>One measurement: the time from the first value that is made to the last one that is handled.</summary>
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
