using System.Globalization;

namespace Daemonize;

/// <summary>The invariant format of numbers, for each method that takes a format provider and formats or parses a number.</summary>
/// <remarks>
/// Not <see cref="CultureInfo.InvariantCulture"/>: the first use of that class loads the culture data of the machine (ICU), tens of
/// megabytes of files that no number needs. A process of a daemon must not load them (docs/performance.md).
/// </remarks>
internal static class InvariantNumbers
{
    /// <summary>A <see cref="NumberFormatInfo"/> without a culture has the values of the invariant culture.</summary>
    public static NumberFormatInfo Format { get; } = new();
}
