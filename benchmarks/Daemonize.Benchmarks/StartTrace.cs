using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.Benchmarks;

/// <summary>
/// The milestones of one start, read from a record of strace(1): a program begins, its own code makes its first call, it starts the next
/// program; at last the daemon is ready and the command ends.
/// </summary>
internal sealed partial class StartTrace
{
    /// <summary>
    /// The few system calls that show the milestones. No other is stopped for (seccomp), so that the record costs the start little.
    /// </summary>
    private const string Calls = "execve,clone,clone3,vfork,fcntl,close_range,setsid,write,exit_group";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly List<(string Name, double At)> _milestones = [];

    private StartTrace(string[] lines)
    {
        List<int> programs = [];
        HashSet<int> own = [];
        foreach (var line in lines.Select(static line => Line().Match(line)).Where(static line => line.Success))
        {
            var pid = int.Parse(line.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture);
            var at = double.Parse(line.Groups["at"].ValueSpan, CultureInfo.InvariantCulture) * 1000;
            var call = line.Groups["call"].Value;
            if (call.StartsWith("execve(", StringComparison.Ordinal) && !programs.Contains(pid))
            {
                programs.Add(pid);
                _milestones.Add(("begins", at));
            }
            else if (programs.IndexOf(pid) is >= 0 and var index)
            {
                Note(index, call, at, own);
            }
        }
    }

    /// <summary>Gets the time of each part in milliseconds, in order: each begins with the end of the one before it.</summary>
    public IEnumerable<(string Name, double Ms)> Parts
    {
        get
        {
            for (var i = 1; i < _milestones.Count; i++)
            {
                yield return (Describe(i), _milestones[i].At - _milestones[i - 1].At);
            }
        }
    }

    public double TotalMs => _milestones[^1].At - _milestones[0].At;

    /// <summary>Starts and ends a daemon.</summary>
    public static StartTrace Of(Peer peer)
    {
        var file = Path.Combine(Places.Work, "start.trace");
        File.Delete(file);

        // strace ends only after the daemon.
        var strace = Child.Start(
            [StartParts.Strace, "--seccomp-bpf", "-f", "-qq", "-ttt", "-s", "16", "-e", "signal=none", "-e", "trace=" + Calls, "-o", file,
                "--", .. peer.Start]);
        try
        {
            var command = 0;
            Wait.Until(
                () => File.Exists(file) && FirstPid(file, ref command) && IsEnded(File.ReadLines(file), command), LookAgain, Timeout);
            return new StartTrace(File.ReadAllLines(file));
        }
        finally
        {
            var (job, _) = peer.FindProcesses();
            Child.End(job);
            if (!Child.WaitForEnd(strace, Timeout))
            {
                _ = Libc.kill(strace, Libc.SIGKILL);
            }

            _ = Child.Reap(strace);
        }
    }

    private static bool FirstPid(string file, ref int pid) =>
        pid != 0 || (File.ReadLines(file).FirstOrDefault() is { } line
            && int.TryParse(line.Split(' ')[0], CultureInfo.InvariantCulture, out pid));

    private static bool IsEnded(IEnumerable<string> lines, int command) =>
        lines.Any(line => line.StartsWith($"{command} ", StringComparison.Ordinal)
            && line.Contains(" exit_group(", StringComparison.Ordinal));

    /// <summary>Names a part: whose it is, and what it ends with.</summary>
    private string Describe(int part)
    {
        var programs = _milestones.Count(static milestone => milestone.Name == "begins");
        var program = _milestones.Take(part).Count(static milestone => milestone.Name == "begins");
        var name = program == 1 || part == _milestones.Count - 1 ? "command"
            : program == programs ? "daemon"
            : "session stage";
        return _milestones[part].Name == "begins"
            ? $"{name}: until the next program begins"
            : $"{name}: until {_milestones[part].Name}";
    }

    private void Note(int index, string call, double at, HashSet<int> own)
    {
        if (call.Contains("CLONE_VFORK", StringComparison.Ordinal) || call.StartsWith("vfork(", StringComparison.Ordinal))
        {
            _milestones.Add(("it starts the next program", at));
        }
        else if (Own().IsMatch(call) && own.Add(index))
        {
            _milestones.Add(("its own first call", at));
        }
        else if (index > 0 && call.Contains(", \"ready\\n", StringComparison.Ordinal))
        {
            _milestones.Add(("it is ready", at));
        }
        else if (index == 0 && call.StartsWith("exit_group(", StringComparison.Ordinal))
        {
            _milestones.Add(("its end", at));
        }
    }

    [GeneratedRegex(@"^(?<pid>\d+) +(?<at>\d+\.\d+) (?<call>.*)$")]
    private static partial Regex Line();

    /// <summary>Calls that no runtime makes: they are the first of the command, of the session stage and of the daemon.</summary>
    [GeneratedRegex(@"F_OFD_SETLK|^close_range\(|^setsid\(")]
    private static partial Regex Own();
}
