using System.Globalization;

namespace Daemonize;

/// <summary>
/// The range of numbers that a setting accepts. The generator and the runtime share this file, so both accept the same numbers.
/// </summary>
/// <param name="Least">The smallest accepted number.</param>
/// <param name="Most">The largest accepted number; 2147483647 by default.</param>
internal sealed record NumberRange(int Least, int Most = int.MaxValue)
{
    /// <summary>The range as a phrase for messages.</summary>
    public string Accepted => string.Format(CultureInfo.InvariantCulture, "a whole number from {0} to {1}", Least, Most);

    public bool Contains(int number) => number >= Least && number <= Most;
}
