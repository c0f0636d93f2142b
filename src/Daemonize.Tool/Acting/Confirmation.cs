using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Acting;

/// <summary>Asks before a pattern stops several daemons at once.</summary>
internal static class Confirmation
{
    private const int Input = 0;

    /// <summary>Returns whether to go on. Throws with <see cref="DaemonExitCode.Usage"/> where nobody can be asked.</summary>
    public static bool Ask(DaemonVerb verb, List<SeenDaemon> daemons)
    {
        var names = string.Join(", ", daemons.ConvertAll(static daemon => daemon.FullName));
        if (!Terminal.IsTerminal(Input) || !Terminal.IsTerminal(Terminal.Error))
        {
            throw new DaemonException(
                $"the pattern means {daemons.Count} daemons ({names}); to {verb.ToWord()} them all, add --yes", DaemonExitCode.Usage);
        }

        Terminal.WriteError($"{verb.ToWord()} {daemons.Count} daemons: {names}? [y/N] ");
        Span<byte> answer = stackalloc byte[64];
        var length = Descriptor.Read(Input, answer, out _);
        return length > 0 && Encoding.UTF8.GetString(answer[..length]).Trim() is "y" or "Y" or "yes";
    }
}
