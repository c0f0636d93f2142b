namespace Daemonize.History;

/// <summary>
/// The sums of a history with what they do not have yet: a daemon writes the sum of a minute when the minute is over, and one that is
/// killed does not write the last.
/// </summary>
internal static class CompletedSums
{
    private const int MinutesPerHour = 60;

    /// <summary>Gets the minutes, each as its sum or its records have it, whichever counts more; from the oldest to the newest.</summary>
    public static List<HistorySum> Minutes(IReadOnlyList<HistorySum> written, IReadOnlyList<HistoryEntry> entries)
    {
        Dictionary<uint, HistorySum> minutes = [];
        foreach (var entry in entries)
        {
            var minute = HistorySum.MinuteOf(entry.Record.EndedAt);
            var sum = entry.Record.AddTo(minutes.GetValueOrDefault(minute, new HistorySum { Minute = minute }));
            if (sum.Events > 0)
            {
                minutes[minute] = sum;
            }
        }

        return Complete(written, minutes);
    }

    /// <summary>Gets the hours, each as its sum or its minutes have it, whichever counts more; from the oldest to the newest.</summary>
    public static List<HistorySum> Hours(IReadOnlyList<HistorySum> written, IReadOnlyList<HistorySum> minutes)
    {
        Dictionary<uint, HistorySum> hours = [];
        foreach (var minute in minutes)
        {
            var hour = minute.Minute - (minute.Minute % MinutesPerHour);
            hours[hour] = hours.GetValueOrDefault(hour, new HistorySum { Minute = hour }).Add(minute);
        }

        return Complete(written, hours);
    }

    /// <summary>Gets the minutes of each hour whose minutes are all known, and the other hours as a whole.</summary>
    public static List<HistorySum> Finest(IReadOnlyList<HistorySum> hours, IReadOnlyList<HistorySum> minutes)
    {
        List<HistorySum> finest = [];
        var next = 0;
        foreach (var hour in hours)
        {
            var begin = next;
            var known = 0L;
            for (; next < minutes.Count && minutes[next].Minute < (long)hour.Minute + MinutesPerHour; next++)
            {
                known += minutes[next].Events;
            }

            if (known == hour.Events)
            {
                for (var i = begin; i < next; i++)
                {
                    finest.Add(minutes[i]);
                }
            }
            else
            {
                finest.Add(hour);
            }
        }

        return finest;
    }

    private static List<HistorySum> Complete(IReadOnlyList<HistorySum> written, Dictionary<uint, HistorySum> counted)
    {
        foreach (var sum in written)
        {
            var other = counted.GetValueOrDefault(sum.Minute);
            if (other.Events <= sum.Events)
            {
                counted[sum.Minute] = Sound(sum);
            }
            else if (other.Resident == 0)
            {
                counted[sum.Minute] = other with { Resident = sum.Resident };
            }
        }

        List<HistorySum> sums = [.. counted.Values];
        sums.Sort(static (one, other) => one.Minute.CompareTo(other.Minute));
        return sums;
    }

    private static HistorySum Sound(in HistorySum sum) => sum with
    {
        MeanTook = HistoryFormat.Seconds(sum.MeanTook),
        MostTook = HistoryFormat.Seconds(sum.MostTook),
        MostLate = HistoryFormat.Seconds(sum.MostLate),
    };
}
