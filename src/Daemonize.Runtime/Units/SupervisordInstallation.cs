using System.Globalization;
using Daemonize.Generated;

namespace Daemonize.Units;

/// <summary>A daemon that supervisord takes care of.</summary>
internal sealed class SupervisordInstallation : Installation
{
    /// <summary>Where Debian and its like include the files of programs from.</summary>
    public const string Directory = "/etc/supervisor/conf.d";

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

    public static SupervisordInstallation? Of(DaemonProgram program, DaemonDefinition definition)
    {
        var name = ServiceName.Of(program, definition);
        return IsRunning && IsOurs(FileOf(name), "; ") ? new SupervisordInstallation(name, FileOf(name)) : null;
    }

    public override List<string> CommandFor(string verb, List<int>? numbers) => verb == "reload"
        ? ["supervisorctl", "signal", "HUP", .. Processes(numbers)]
        : ["supervisorctl", verb == "try-restart" ? "restart" : verb, .. Processes(numbers)];

    public override List<string> CommandForState(List<int>? numbers) => ["supervisorctl", "status", .. Processes(numbers)];

    public override List<string> CommandForLogs(LogRequest request, List<int>? numbers) => request.Since is not null
        ? throw new DaemonException("supervisord keeps no times of lines; leave --since out", DaemonExitCode.Usage)
        : ["supervisorctl", "tail", request.Follow ? "-f" : "-100000", numbers is [var number, ..] ? Process(number) : Name];

    private List<string> Processes(List<int>? numbers) => numbers is null ? [$"{Name}:*"] : numbers.ConvertAll(Process);

    private string Process(int number) => $"{Name}:{number.ToString(CultureInfo.InvariantCulture)}";
}
