using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Completing;

/// <summary>
/// Answers the script of a shell, <c>daemonize @complete SHELL WORD…</c>: a line for each word that completes the last one, with a tab
/// and what the word is. bash passes the characters that it splits words at, and the line.
/// </summary>
internal static class CompletionStage
{
    public const string Verb = "@complete";

    public static int Run(string[] args)
    {
        var completion = new Completion(static () => Discovery.Find());
        switch (args)
        {
            case ["bash", var breaks, var line]:
                var parsed = BashLine.Parse(line);
                completion.Find(parsed.Before, parsed.Current).ForEach(word => Print(parsed.Replace(word.Text, breaks)));
                break;
            case [_, .. var before, var current]:
                completion.Find(before, current).ForEach(
                    static word => Print(word.Help.Length > 0 ? $"{word.Text}\t{OneLine.From(word.Help)}" : word.Text));
                break;
        }

        return DaemonExitCode.Success;
    }

    private static void Print(string line) => Terminal.WriteLine(line);
}
