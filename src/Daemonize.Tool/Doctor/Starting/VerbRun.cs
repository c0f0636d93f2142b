using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>A verb of the program that was run in the sandbox.</summary>
/// <param name="Words">The verb and its own options, for people.</param>
/// <param name="End">How the verb ended; null if it still ran when its time was over, and was killed.</param>
/// <param name="Output">What the verb has written to standard output.</param>
/// <param name="Error">What the verb has written to standard error.</param>
/// <param name="Took">How long the verb has taken.</param>
internal sealed record VerbRun(string Words, ProcessEnd? End, string Output, string Error, TimeSpan Took)
{
    public bool HasSucceeded => End is { ExitCode: 0 };

    /// <summary>Gets a sentence on how the verb ended, with the last line of what it has written.</summary>
    public string Description =>
        (End is { } end ? $"'{Words}' {end}" : $"'{Words}' did not end within {Duration.Format(Took)}")
        + (LastLine is { Length: > 0 } line ? $": {line}" : "");

    private string LastLine => OneLine.From((Error + Output).Trim().Split('\n')[^1], OneLine.Long);
}
