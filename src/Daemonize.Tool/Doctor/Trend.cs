namespace Daemonize.Tool.Doctor;

/// <summary>A line through points that a few outliers do not move: the slope of Theil and Sen.</summary>
/// <param name="Slope">How much the value grows for each unit of the time.</param>
/// <param name="Begin">The value of the line at the first point.</param>
/// <param name="End">The value of the line at the last point.</param>
internal sealed record Trend(double Slope, double Begin, double End)
{
    /// <summary>The number of pairs grows with the square: so many points are compared within some milliseconds.</summary>
    private const int MaxPoints = 400;

    /// <summary>
    /// Gets the trend of points in the order of their times; null for fewer than two times. The slope is the median of the slopes between
    /// all pairs; up to 29 % of the points may be anything.
    /// </summary>
    public static Trend? Of(IReadOnlyList<(double Time, double Value)> points)
    {
        var some = Thin(points);
        List<double> slopes = new(some.Count * (some.Count - 1) / 2);
        for (var i = 0; i < some.Count; i++)
        {
            for (var j = i + 1; j < some.Count; j++)
            {
                if (some[j].Time > some[i].Time)
                {
                    slopes.Add((some[j].Value - some[i].Value) / (some[j].Time - some[i].Time));
                }
            }
        }

        if (slopes.Count == 0)
        {
            return null;
        }

        var slope = Median(slopes);
        var level = Median([.. some.Select(point => point.Value - (slope * point.Time))]);
        return new Trend(slope, level + (slope * some[0].Time), level + (slope * some[^1].Time));
    }

    /// <summary>Gets the median; of an even number of values the mean of the two in the middle.</summary>
    public static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>Keeps points at equal distances in the list, with the first and the last.</summary>
    private static List<(double Time, double Value)> Thin(IReadOnlyList<(double Time, double Value)> points)
    {
        if (points.Count <= MaxPoints)
        {
            return [.. points];
        }

        List<(double Time, double Value)> some = new(MaxPoints);
        for (var i = 0L; i < MaxPoints; i++)
        {
            some.Add(points[(int)(i * (points.Count - 1) / (MaxPoints - 1))]);
        }

        return some;
    }
}
