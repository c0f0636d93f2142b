using System.Diagnostics;

namespace Daemonize.Supervision.Tests.Infrastructure;

/// <summary>The program's own commands, run on this machine.</summary>
internal static class ServiceCommand
{
    public static Task<CommandResult> RunAsync(params string[] args)
    {
        var info = new ProcessStartInfo(App.Service.File, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new RunningCommand(info).CompleteAsync();
    }

    /// <summary>Runs any other program.</summary>
    public static Task<CommandResult> RunToolAsync(string file, params string[] args)
    {
        var info = new ProcessStartInfo(file, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TZ"] = "UTC", ["LC_ALL"] = "C.UTF-8" },
        };
        return new RunningCommand(info).CompleteAsync();
    }

    /// <summary>Gets the units that <c>unit systemd</c> prints, by their names.</summary>
    public static async Task<Dictionary<string, string>> PrintUnitsAsync(params string[] args)
    {
        var printed = (await RunAsync(["unit", "systemd", .. args])).Succeeds().Output;
        Dictionary<string, string> units = [];
        foreach (var unit in printed.Split("# made by Daemonize: ", StringSplitOptions.RemoveEmptyEntries))
        {
            units.Add(unit.Split(' ')[0], "# made by Daemonize: " + unit);
        }

        return units;
    }
}
