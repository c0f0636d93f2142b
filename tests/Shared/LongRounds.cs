using System.Globalization;

namespace Daemonize.Tests.Shared;

/// <summary>
/// The number of rounds of a test that repeats itself to meet a rare moment: a sample in the suite, and many times as many in
/// <c>eng/torture</c>, which finds these tests by their trait.
/// </summary>
internal static class LongRounds
{
    /// <summary>The trait of the tests, with the value <c>long</c>.</summary>
    public const string Trait = "Rounds";

    /// <summary>The variable by which <c>eng/torture</c> multiplies the rounds.</summary>
    private const string Variable = "DAEMONIZE_TEST_ROUNDS";

    private static int Factor { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;

    /// <summary>Gets the number of rounds to run, and reports it for the table of <c>eng/torture</c>.</summary>
    /// <param name="sample">The number of rounds in the suite, 1 or more.</param>
    public static int Of(int sample)
    {
        var rounds = sample * Factor;
        TestContext.Current.TestOutputHelper?.WriteLine($"rounds: {rounds}");
        return rounds;
    }
}
