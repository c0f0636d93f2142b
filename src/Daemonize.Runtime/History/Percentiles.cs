namespace Daemonize.History;

/// <summary>How long most ticks took, or how late they were, in seconds.</summary>
/// <param name="P50">Half of them took at most this.</param>
/// <param name="P90">Nine of ten took at most this.</param>
/// <param name="P99">All but one of a hundred took at most this.</param>
/// <param name="Max">The most that one of them took.</param>
internal sealed record Percentiles(double P50, double P90, double P99, double Max)
{
    /// <summary>
    /// Gets the percentiles of values, each of which is one of them (nearest rank); null if there are none. Of values that no tick exceeds,
    /// they are upper bounds.
    /// </summary>
    public static Percentiles? Of(List<WeightedValue> values)
    {
        values.Sort(static (one, other) => one.Value.CompareTo(other.Value));
        var total = 0L;
        foreach (var value in values)
        {
            total += value.Weight;
        }

        return total == 0 ? null : new Percentiles(At(50), At(90), At(99), At(100));

        double At(int percent)
        {
            // The rank, from 1, of the value that is not exceeded by this part of all, rounded up.
            var rank = ((total * percent) + 99) / 100;
            foreach (var value in values)
            {
                rank -= value.Weight;
                if (rank <= 0)
                {
                    return value.Value;
                }
            }

            return values[^1].Value;
        }
    }
}

/// <summary>A value, and how many ticks it stands for.</summary>
internal readonly record struct WeightedValue(float Value, long Weight);
