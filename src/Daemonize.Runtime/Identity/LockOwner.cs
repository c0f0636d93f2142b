using System.Text;
using Daemonize.Options;

namespace Daemonize.Identity;

/// <summary>The identity of a daemon: its program and its name. Two programs may each have a daemon <c>serve</c>, which are not the same daemon.</summary>
/// <param name="Program">The program, by its own name.</param>
/// <param name="Name">The daemon, with its number where it has one: <c>fetch:2</c>.</param>
internal sealed record LockOwner(string Program, string Name)
{
    /// <summary>As messages have it.</summary>
    public override string ToString() => $"{OneLine.From(Name)} of {OneLine.From(Program)}";

    /// <summary>The line in the lock file. A name has no space in it, nor has a process space; a program's name may.</summary>
    public string Format(string processSpace) => $"{Name} {processSpace} {Program}\n";

    /// <summary>Null for anything else than a whole line.</summary>
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
