using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Whether a method can be a callback.</summary>
/// <param name="Rank">How near it comes, to choose among overloads.</param>
/// <param name="Callback">The callback, if it can.</param>
/// <param name="Obstacle">Why it cannot, else.</param>
/// <param name="IsHidden">Whether it would fit, and generated code may not call it.</param>
/// <param name="IsUnresolved">Whether the compiler has more to say about it.</param>
internal sealed record CallbackMatch(int Rank, CallbackModel? Callback = null, string? Obstacle = null, bool IsHidden = false, bool IsUnresolved = false)
{
    /// <summary>One that is no method to be called so at all.</summary>
    public static CallbackMatch NoCallback(string obstacle) => new(Rank: 0, Obstacle: obstacle);

    public static CallbackMatch WrongParameters(string obstacle) => new(Rank: 1, Obstacle: obstacle);

    public static CallbackMatch WrongReturn(string obstacle) => new(Rank: 2, Obstacle: obstacle);

    public static CallbackMatch Hidden(string obstacle) => new(Rank: 3, Obstacle: obstacle, IsHidden: true);

    public static CallbackMatch Unresolved() => new(Rank: 4, IsUnresolved: true);

    /// <summary>One that fits, the better if it takes exactly what there is.</summary>
    public static CallbackMatch Of(CallbackModel callback, bool isExact) => new(Rank: isExact ? 6 : 5, callback);
}
