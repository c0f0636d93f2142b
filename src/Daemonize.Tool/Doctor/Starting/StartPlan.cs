using System.Globalization;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>How often and how long the checks that start a program look. The tests look for less long.</summary>
internal sealed record StartPlan
{
    /// <summary>The number of terminals that hang up.</summary>
    public int HangUps { get; init; } = 10;

    /// <summary>The number of starts at the same time.</summary>
    public int Starts { get; init; } = 20;

    /// <summary>How long a daemon must live after something that may end it.</summary>
    public TimeSpan Alive { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long to wait for ticks.</summary>
    public TimeSpan Ticks { get; init; } = new(0, 0, 30);

    /// <summary>How long a daemon writes into logs of a small size, and into a full disk.</summary>
    public TimeSpan Logs { get; init; } = new(0, 0, 5);

    /// <summary>The StopTimeout of a daemon that does not hear.</summary>
    public TimeSpan Deaf { get; init; } = new(0, 0, 2);

    /// <summary>How long a daemon must be steady.</summary>
    public TimeSpan Steady { get; init; } = new(0, 1, 0);

    /// <summary>How long a verb may take, without the time that the program has for its start and its end.</summary>
    public TimeSpan Verb { get; init; } = new(0, 0, 15);

    /// <summary>The plan of <c>--long</c>.</summary>
    public static StartPlan Long => new() { Ticks = new(0, 10, 0), Steady = new(0, 10, 0) };

    /// <summary>Formats the plan as one word.</summary>
    public string Format() => string.Join(',', new[]
    {
        HangUps, Starts, Milliseconds(Alive), Milliseconds(Ticks), Milliseconds(Logs), Milliseconds(Deaf), Milliseconds(Steady),
        Milliseconds(Verb),
    }.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="Format"/> has written; null for anything else.</summary>
    public static StartPlan? Parse(string text)
    {
        var numbers = Array.ConvertAll(
            text.Split(','),
            static word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
        return numbers.Length != 8 || Array.Exists(numbers, static number => number < 0) ? null : new StartPlan
        {
            HangUps = numbers[0],
            Starts = numbers[1],
            Alive = TimeSpan.FromMilliseconds(numbers[2]),
            Ticks = TimeSpan.FromMilliseconds(numbers[3]),
            Logs = TimeSpan.FromMilliseconds(numbers[4]),
            Deaf = TimeSpan.FromMilliseconds(numbers[5]),
            Steady = TimeSpan.FromMilliseconds(numbers[6]),
            Verb = TimeSpan.FromMilliseconds(numbers[7]),
        };
    }

    private static int Milliseconds(TimeSpan time) => (int)time.TotalMilliseconds;
}
