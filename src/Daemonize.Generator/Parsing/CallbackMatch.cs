using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>The result of matching a method with a callback.</summary>
/// <param name="Rank">How close the match is, from 0 to 6, to choose among overloads.</param>
/// <param name="Callback">The callback; null if the method does not match.</param>
/// <param name="Obstacle">The reason why the method does not match; null if it matches or the compiler reports an error.</param>
/// <param name="IsHidden">Whether the method matches, but generated code cannot access it.</param>
/// <param name="IsUnresolved">Whether the compiler reports an unknown type in the signature.</param>
internal sealed record CallbackMatch(
    int Rank, CallbackModel? Callback = null, string? Obstacle = null, bool IsHidden = false, bool IsUnresolved = false)
{
    /// <summary>Creates the match of a method that cannot be a callback with any signature.</summary>
    public static CallbackMatch NoCallback(string obstacle) => new(Rank: 0, Obstacle: obstacle);

    public static CallbackMatch WrongParameters(string obstacle) => new(Rank: 1, Obstacle: obstacle);

    public static CallbackMatch WrongReturn(string obstacle) => new(Rank: 2, Obstacle: obstacle);

    public static CallbackMatch Hidden(string obstacle) => new(Rank: 3, Obstacle: obstacle, IsHidden: true);

    public static CallbackMatch Unresolved() => new(Rank: 4, IsUnresolved: true);

    /// <summary>
    /// Creates the match of a suitable method. The rank is higher if the first parameter has exactly the type of the subject.
    /// </summary>
    public static CallbackMatch Of(CallbackModel callback, bool isExact) => new(Rank: isExact ? 6 : 5, callback);
}
