using System.Globalization;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>What the process in the sandbox has to do. It is passed as the words of its command line.</summary>
/// <param name="Directory">The directory of the sandbox.</param>
/// <param name="Plan">How often and how long to look.</param>
/// <param name="Checks">The ids of the checks to make.</param>
internal sealed record StartJob(string Directory, StartPlan Plan, string[] Checks)
{
    private const int FixedWords = 7;

    /// <summary>The name that the program gives itself.</summary>
    public required string Program { get; init; }

    /// <summary>The name of the daemon, without the number of an instance.</summary>
    public required string Daemon { get; init; }

    /// <summary>Whether the daemon has instances, of which the checks start the first.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>The executable and the words of its host.</summary>
    public required string[] Command { get; init; }

    /// <summary>The options of a start, without those that name files.</summary>
    public required string[] Options { get; init; }

    public string[] ToWords() =>
    [
        Directory, Plan.Format(), string.Join(',', Checks), Program, Daemon, IsNumbered ? "1" : "0",
        Command.Length.ToString(CultureInfo.InvariantCulture), .. Command, .. Options,
    ];

    /// <summary>Reads what <see cref="ToWords"/> has written; null for anything else.</summary>
    public static StartJob? Parse(ReadOnlySpan<string> words) =>
        words is [['/', ..] directory, var plan, var checks, var program, var daemon, var numbered, var count, ..]
            && StartPlan.Parse(plan) is { } read && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length > 0 && length <= words.Length - FixedWords
            ? new StartJob(directory, read, checks.Split(','))
            {
                Program = program,
                Daemon = daemon,
                IsNumbered = numbered == "1",
                Command = words.Slice(FixedWords, length).ToArray(),
                Options = words[(FixedWords + length)..].ToArray(),
            }
            : null;
}
