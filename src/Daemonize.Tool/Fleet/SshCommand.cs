using System.Text;
using Daemonize.ServiceFiles;

namespace Daemonize.Tool.Fleet;

/// <summary>
/// The command that starts the API on another machine: the user's own ssh(1), with the user's configuration, keys and agent.
/// </summary>
/// <param name="Words">The program, by its path, and the options of the user.</param>
/// <param name="Timeout">How long a machine has to answer.</param>
internal sealed record SshCommand(string[] Words, TimeSpan Timeout)
{
    /// <summary>The variable with the command where no option has it.</summary>
    public const string Variable = "DAEMONIZE_SSH";

    public static readonly TimeSpan DefaultTimeout = new(0, 0, 10);

    /// <summary>
    /// The options. It asks nothing: nobody may be there to answer, and several would ask at once. It notices a machine that has gone. Of
    /// two equal options the first counts, and that is the user's.
    /// </summary>
    private static readonly string[] Options =
    [
        "-T", "-o", "BatchMode=yes", "-o", "ServerAliveInterval=5", "-o", "ServerAliveCountMax=2", "-o", "ClearAllForwardings=yes",
    ];

    /// <summary>Reads the command of the user; null for that of the variable, or ssh.</summary>
    public static SshCommand Parse(string? command, TimeSpan timeout)
    {
        command ??= Environment.GetEnvironmentVariable(Variable);
        var words = Split(command is { Length: > 0 } ? command : "ssh");
        if (words is not [{ Length: > 0 } program, .. var options])
        {
            throw new DaemonException("--ssh takes a command such as 'ssh -p 2222'", DaemonExitCode.Usage);
        }

        var path = program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(program) : SystemTool.Find(program);
        return new SshCommand([path, .. options], timeout);
    }

    /// <summary>Gets the words that start the API on a machine.</summary>
    public string[] WordsFor(string host)
    {
        var seconds = (long)Math.Ceiling(Timeout.TotalSeconds);
        return [.. Words, .. Options, "-o", $"ConnectTimeout={seconds}", host, "daemonize", "api", "--stdio"];
    }

    /// <summary>Splits a command at its spaces, but not within quotes.</summary>
    private static List<string> Split(string command)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var (quote, isOpen) = ('\0', false);
        foreach (var letter in command)
        {
            if (quote == '\0' && letter is ' ' or '\t')
            {
                End();
            }
            else if (letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is '\'' or '"')
            {
                (quote, isOpen) = (letter, true);
            }
            else
            {
                word.Append(letter);
                isOpen = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (isOpen)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isOpen = false;
        }
    }
}
