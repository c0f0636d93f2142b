namespace Daemonize;

/// <summary>
/// The range of numbers that a setting accepts. The generator and the runtime share this file, so both accept the same numbers.
/// </summary>
/// <param name="Least">The smallest accepted number.</param>
/// <param name="Most">The largest accepted number; 2147483647 by default.</param>
internal sealed record NumberRange(int Least, int Most = int.MaxValue)
{
    /// <summary>The range as a phrase for messages.</summary>
    public string Accepted => $"a whole number from {Text(Least)} to {Text(Most)}";

    public bool Contains(int number) => number >= Least && number <= Most;

    /// <summary>
    /// Writes the sign, because that of a culture would load the culture data of the system: a third of the time of a small verb.
    /// </summary>
    private static string Text(int number) => number < 0 ? $"-{-number}" : $"{number}";
}
