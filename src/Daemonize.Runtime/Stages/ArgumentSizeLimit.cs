using System.Text;
using Daemonize.Identity;
using Daemonize.Options;

namespace Daemonize.Stages;

/// <summary>
/// How long one argument or variable can be: 32 pages with the NUL behind it (execve(2)). A caller's <c>--title</c> and its value, which are two, become one on
/// their way to the daemon. Found before a restart stops the old one.
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
        // Cheap for what is short; a character of UTF-16 takes three bytes at most.
        if (word.Length > Max / 3 && Encoding.UTF8.GetByteCount(word) is var length && length > Max)
        {
            throw new DaemonException(
                $"{OneLine.From(word.Split('=')[0])} and its value take {length} bytes; the system passes on {Max} (execve(2))", DaemonExitCode.Usage);
        }
    }
}
