using System.Globalization;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>A daemon that supervisord runs.</summary>
internal sealed class SupervisordInstallation : Installation
{
    /// <summary>The directory from which Debian and similar systems include the files of programs.</summary>
    public const string Directory = "/etc/supervisor/conf.d";

    /// <summary>The largest number of bytes of a log to show.</summary>
    private const int Most = 1 << 20;

    private static readonly string[] Sockets = ["/run/supervisor.sock", "/var/run/supervisor.sock"];

    private SupervisordInstallation(string name, string file)
        : base(name, file)
    {
    }

    public static bool IsRunning => Array.Exists(Sockets, Exists);

    public override string Manager => $"supervisord ({Name})";

    public override string? RuntimeDirectory => null;

    public override string Advice => $"see 'supervisorctl status' and 'supervisorctl tail {Name} stderr'";

    public static string FileOf(string name) => $"{Directory}/{name}.conf";

    public static SupervisordInstallation? Of(string name) =>
        IsRunning && IsOurs(FileOf(name), "; ") ? new SupervisordInstallation(name, FileOf(name)) : null;

    public override List<string> CommandFor(string verb, List<int>? numbers) =>
        ["supervisorctl", verb == "try-restart" ? "restart" : verb, .. Processes(numbers)];

    public override List<string> CommandForState(List<int>? numbers) => ["supervisorctl", "status", .. Processes(numbers)];

    /// <summary>Shows what the processes have written to standard output, one process after another.</summary>
    public override int ShowLogs(LogRequest request, List<int>? numbers)
    {
        if (request.Since is not null)
        {
            throw new DaemonException("supervisord does not know when a line was written; leave --since out", DaemonExitCode.Usage);
        }

        numbers ??= [.. Enumerable.Range(1, ReadCount())];
        if (request.Follow)
        {
            return numbers is [var number]
                ? SystemTool.RunInPlace(["supervisorctl", "tail", "-f", Process(number)])
                : throw new DaemonException(
                    $"{Name} is managed by {Manager}, which follows one log at a time: name one instance", DaemonExitCode.Usage);
        }

        foreach (var number in numbers)
        {
            var tail = SystemTool.Run(["supervisorctl", "tail", $"-{Most}", Process(number)]);
            if (!tail.Succeeded)
            {
                throw new DaemonException($"cannot read the log of {Process(number)}: {OneLine.From(tail.Output)}");
            }

            var lines = tail.Output.Split('\n');
            Terminal.WriteLine(string.Join('\n', lines.AsSpan(Math.Max(0, lines.Length - request.Lines)).ToArray()));
        }

        return DaemonExitCode.Success;
    }

    /// <summary>Reads the number of processes from the file.</summary>
    private int ReadCount()
    {
        const string Count = "numprocs=";
        var line = System.IO.File.ReadLines(File).FirstOrDefault(static line => line.StartsWith(Count, StringComparison.Ordinal)) ?? Count;
        return int.TryParse(line.AsSpan(Count.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
    }

    private List<string> Processes(List<int>? numbers) => numbers is null ? [$"{Name}:*"] : numbers.ConvertAll(Process);

    private string Process(int number) => $"{Name}:{number.ToString(CultureInfo.InvariantCulture)}";
}
