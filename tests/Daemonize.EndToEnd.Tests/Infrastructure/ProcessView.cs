using System.Globalization;
using System.Text;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>
/// A process as /proc shows it (proc(5)). Identity and parentage are from the moment of reading; the rest is read on access.
/// </summary>
internal sealed class ProcessView
{
    private readonly string[] _stat;

    private ProcessView(int pid, string[] stat)
    {
        Pid = pid;
        _stat = stat;
    }

    public int Pid { get; }

    public int ParentPid => int.Parse(_stat[1], CultureInfo.InvariantCulture);

    public int Group => int.Parse(_stat[2], CultureInfo.InvariantCulture);

    public int Session => int.Parse(_stat[3], CultureInfo.InvariantCulture);

    /// <summary>The controlling terminal; 0 if there is none.</summary>
    public int Terminal => int.Parse(_stat[4], CultureInfo.InvariantCulture);

    /// <summary>The start time in clock ticks since boot.</summary>
    public long StartTime => long.Parse(_stat[19], CultureInfo.InvariantCulture);

    public string CurrentDirectory => Link("cwd");

    public string[] CommandLine => ReadStrings("cmdline");

    public string[] Environment => ReadStrings("environ");

    /// <summary>The open descriptors, each with its target.</summary>
    public IReadOnlyDictionary<int, string> Descriptors =>
        new DirectoryInfo($"/proc/{Pid}/fd").EnumerateFileSystemInfos().ToDictionary(
            entry => int.Parse(entry.Name, CultureInfo.InvariantCulture), entry => entry.LinkTarget ?? "(closed meanwhile)");

    /// <summary>Reads a process; null if it is gone. A zombie counts as gone: it only waits to be reaped.</summary>
    public static ProcessView? TryRead(int pid)
    {
        try
        {
            // The name is in parentheses and may contain any character, including parentheses.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessView(pid, fields);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static ProcessView Read(int pid) => TryRead(pid) ?? throw new InvalidOperationException($"there is no process {pid}");

    /// <summary>All running processes.</summary>
    public static IEnumerable<ProcessView> All() =>
        from directory in Directory.EnumerateDirectories("/proc")
        let pid = int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where pid > 1
        let view = TryRead(pid)
        where view is not null
        select view;

    /// <summary>Gets a line of /proc/PID/status, without its name.</summary>
    public string Status(string name) => Line("status", name + ":").Trim();

    /// <summary>Gets the signals of a line of /proc/PID/status such as SigBlk: bit 0 is signal 1.</summary>
    public ulong Signals(string name) => ulong.Parse(Status(name), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Gets a line of /proc/PID/limits: the soft and the hard limit.</summary>
    public (string Soft, string Hard) Limit(string name) =>
        Line("limits", name).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, var hard, ..]
            ? (soft, hard)
            : throw new FormatException(name);

    /// <summary>Whether the process has that variable with that value in its environment; false if it is gone.</summary>
    public bool HasVariable(string variable)
    {
        try
        {
            return Environment.Contains(variable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public override string ToString()
    {
        try
        {
            return $"{Pid} (parent {ParentPid}, session {Session}, {_stat[0]}): {string.Join(' ', CommandLine)}";
        }
        catch (IOException)
        {
            return $"{Pid} (gone meanwhile)";
        }
    }

    private string Link(string name) => new FileInfo($"/proc/{Pid}/{name}").LinkTarget ?? "";

    private string Line(string file, string start) =>
        File.ReadLines($"/proc/{Pid}/{file}").First(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..];

    private string[] ReadStrings(string file) =>
        Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{Pid}/{file}")).Split('\0') is [.. var strings, ""] ? strings : [];
}
