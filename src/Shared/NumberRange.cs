using System.Globalization;

namespace Daemonize;

/// <summary>The numbers that a setting takes. The generator and the runtime share this file, so that what compiles is what runs.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
internal sealed record NumberRange(int Least, int Most = int.MaxValue)
{
    /// <summary>As a phrase for messages.</summary>
    public string Accepted => string.Format(CultureInfo.InvariantCulture, "a whole number from {0} to {1}", Least, Most);

    public bool Contains(int number) => number >= Least && number <= Most;
}
