using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Acting;

/// <summary>
/// Root runs a program only if nobody else can replace it: the file and every directory on the way to it belong to root, and only root can
/// write to them.
/// </summary>
internal static class TrustedProgram
{
    private const int WritableByOthers = 0b000_010_010;

    /// <summary>The bit of a directory in which only the owner of an entry can rename or remove it, such as /tmp.</summary>
    private const int Sticky = 0b001_000_000_000;

    /// <summary>Throws if this process is root, the program would run as root, and another user could have written it.</summary>
    public static void Check(string[] command, ProcessOwner owner)
    {
        if (!ThisProcess.IsRoot || owner.UserId != 0)
        {
            return;
        }

        foreach (var word in command)
        {
            if (word is ['/', ..] && FindForeign(word) is { } path)
            {
                throw new DaemonException(
                    $"another user than root can change {OneLine.From(path)}, so root does not run it; give it to root, or run " +
                    $"{OneLine.From(command[0])} yourself",
                    DaemonExitCode.NoPermission);
            }
        }
    }

    /// <summary>Finds the part of a path that belongs to another user than root, or that others can write to; null for none.</summary>
    public static string? FindForeign(string path)
    {
        // First the path as it is: whoever can change a link on the way decides where it leads.
        if (FindForeignPart(path) is { } part)
        {
            return part;
        }

        var real = RealPath.Of(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        return real == path ? null : FindForeignPart(real);
    }

    private static string? FindForeignPart(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            var part = path[..end];
            if (!FileStat.TryRead(part, out var facts, out _) || facts.Owner != 0
                || ((facts.Permissions & WritableByOthers) != 0 && !(facts.IsDirectory && (facts.Permissions & Sticky) != 0)))
            {
                return part;
            }
        }

        return null;
    }
}
