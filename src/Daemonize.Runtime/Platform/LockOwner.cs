using System.Text;
using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>
/// The identity of a daemon: its program and its name. Two programs may each have a daemon <c>serve</c>; these are different daemons.
/// </summary>
/// <param name="Program">The name that the program gives itself.</param>
/// <param name="Name">The name of the daemon, with its number if it has one: <c>fetch:2</c>.</param>
internal sealed record LockOwner(string Program, string Name)
{
    /// <summary>Formats the identity for messages.</summary>
    public override string ToString() => $"{OneLine.From(Name)} of {OneLine.From(Program)}";

    /// <summary>
    /// Formats the line for the lock file. The daemon's name and the process space have no spaces; the program's name may have some.
    /// </summary>
    public string Format(string processSpace) => $"{Name} {processSpace} {Program}\n";

    /// <summary>Reads a line; null if it is incomplete.</summary>
    public static LockOwner? Parse(ReadOnlySpan<byte> line, out string processSpace)
    {
        processSpace = "";
        if (line.IsEmpty || line.IndexOf((byte)'\n') != line.Length - 1)
        {
            return null;
        }

        var words = Encoding.UTF8.GetString(line[..^1]).Split(' ', 3);
        if (words.Length < 3 || Array.IndexOf(words, "") >= 0)
        {
            return null;
        }

        processSpace = words[1];
        return new LockOwner(words[2], words[0]);
    }
}
