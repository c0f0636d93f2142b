using System.Globalization;
using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor;

/// <summary>
/// The process of a daemon as /proc shows it. It was the daemon when it was found; what is read later may be missing because it has ended
/// or belongs to another user.
/// </summary>
/// <param name="Id">The process id, which its lock names.</param>
/// <param name="Record">The record in the lock file.</param>
/// <param name="Stat">The line of /proc/PID/stat.</param>
internal sealed record LiveProcess(int Id, LockRecord Record, ProcessStat Stat)
{
    /// <summary>Whether it runs in the foreground, in a session that is not its own.</summary>
    public bool IsForeground => Record.SessionId == 0;

    /// <summary>The words of the command line.</summary>
    public List<string> Arguments => ProcessTable.ReadArguments(Id);

    /// <summary>Reads a text file of the process. Throws for one that cannot be read, so that the check is not known.</summary>
    public string Read(string file) =>
        ProcFs.TryReadAll(ProcFs.PathOf(Id, file), out var errno) is { } text
            ? Encoding.UTF8.GetString(text)
            : throw new DaemonException($"cannot read /proc/{Id}/{file}: {new SystemError(errno).Message}");

    /// <summary>Gets a line of /proc/PID/status, without its name.</summary>
    public string Status(string name) =>
        FindLine(Read("status"), name + ":")?.Trim() ?? throw new DaemonException($"/proc/{Id}/status has no {name}");

    /// <summary>Gets a line of /proc/PID/status that is a number in hexadecimal, such as a set of signals.</summary>
    public ulong StatusBits(string name) =>
        ulong.TryParse(Status(name), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
            ? bits
            : throw new DaemonException($"/proc/{Id}/status has no number for {name}");

    /// <summary>Gets the soft limit of a line of /proc/PID/limits; <see cref="long.MaxValue"/> for none.</summary>
    public long Limit(string name)
    {
        var text = FindLine(Read("limits"), name)?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]
            ?? throw new DaemonException($"/proc/{Id}/limits has no {name}");
        return text == "unlimited" ? long.MaxValue : long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads where a link of the process leads, such as <c>cwd</c> or <c>fd/1</c>; null if it cannot be read.</summary>
    public string? Link(string name) => ProcFs.TryReadLink(ProcFs.PathOf(Id, name));

    /// <summary>Lists the open descriptors with what they lead to. Throws if only root may see them.</summary>
    public List<(int Number, string Target)> Descriptors()
    {
        var numbers = NumberedEntries.TryList(ProcFs.PathOf(Id, "fd"), [], [], out var error)
            ?? throw new DaemonException($"cannot read /proc/{Id}/fd: {error.Message}");
        numbers.Sort();
        List<(int Number, string Target)> all = [];
        foreach (var number in numbers)
        {
            if (Link($"fd/{number}") is { } target)
            {
                all.Add((number, target));
            }
        }

        return all;
    }

    private static string? FindLine(string text, string start)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line[start.Length..];
            }
        }

        return null;
    }
}
