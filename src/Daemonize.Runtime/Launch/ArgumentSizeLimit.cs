using System.Text;
using Daemonize.Identity;
using Daemonize.Text;

namespace Daemonize.Launch;

/// <summary>
/// Checks each argument and variable against the length limit of the kernel: 32 pages with the terminating NUL (execve(2)). A caller's
/// <c>--title</c> and its value are two arguments, which become one on their way to the daemon. The check runs before a restart stops the
/// running daemon.
/// </summary>
internal static class ArgumentSizeLimit
{
    private static readonly int Max = (32 * Environment.SystemPageSize) - 1;

    public static void Check(DaemonInstance instance)
    {
        instance.StageArguments.ForEach(Check);
        instance.Settings.EnvironmentEntries.ForEach(Check);
        instance.Variables.ForEach(Check);
        instance.Settings.ReadEnvironmentFile().ForEach(Check);
    }

    private static void Check(NameValue variable) => Check($"{variable.Name}={variable.Text}");

    private static void Check(string word)
    {
        // Cheap for short text: a UTF-16 character takes at most three bytes.
        if (word.Length > Max / 3 && Encoding.UTF8.GetByteCount(word) is var length && length > Max)
        {
            throw new DaemonException(
                $"{OneLine.From(word.Split('=')[0])} and its value take {length} bytes; the system passes on {Max} (execve(2))",
                DaemonExitCode.Usage);
        }
    }
}
