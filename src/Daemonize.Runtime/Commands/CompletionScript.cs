using Daemonize.CompilerServices;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>The shell completion script for the program. It is generated when the program is built.</summary>
internal static class CompletionScript
{
    private const string Folder = "~/.local/share/bash-completion/completions";

    /// <summary>Gets the script for the shell in the arguments.</summary>
    public static string Find(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (program.Completion is not { } completion)
        {
            throw new DaemonException("a library has no command line to complete", DaemonExitCode.Usage);
        }

        return (args is [_, var shell] ? completion(shell) : null)
            ?? throw new DaemonException(Complain(program, args[1..]), DaemonExitCode.Usage);
    }

    private static string Complain(DaemonProgram program, ReadOnlySpan<string> given)
    {
        var command = program.Command ?? program.Name;
        var what = given.IsEmpty ? "" : $", not '{OneLine.From(string.Join(' ', given))}'";
        return $"completion takes {Shell.Accepted}{what}; to install it: {command} completion bash > {Folder}/{command}";
    }
}
