using System.Globalization;
using Daemonize;

namespace TestApp;

/// <summary>A daemon that uses the handles of others.</summary>
internal static class HandleBehaviours
{
    /// <summary>
    /// Performs the actions of TESTAPP_HANDLE one after the other and prints the results. An action is <c>verb</c>, <c>verb=argument</c>,
    /// or <c>target.verb</c>: the handle is that of the daemon "wait", of its instance with that number, of "deaf" or of "held".
    /// </summary>
    [Daemon]
    internal static async Task Handles()
    {
        foreach (var action in Environment.GetEnvironmentVariable("TESTAPP_HANDLE")!.Split(' '))
        {
            try
            {
                Console.WriteLine($"{action}: {await Act(action)}");
            }
            catch (DaemonException exception)
            {
                Console.WriteLine($"{action}: {exception.ExitCode} {exception.Message}");
            }
        }
    }

    private static async Task<string> Act(string action)
    {
        var (target, verb) = action.Split('.', 2) is [var name, var rest] ? (name, rest) : ("wait", action);
        DaemonHandle handle = target switch
        {
            "wait" => Daemons.Wait,
            "deaf" => Daemons.Deaf,
            "held" => Daemons.Held,
            _ => Daemons.Wait.GetInstance(int.Parse(target, CultureInfo.InvariantCulture)),
        };
        return verb switch
        {
            "name" => handle.Name,
            "running" => $"{handle.IsRunning}",
            "statuses" =>
                string.Join(' ', (await handle.GetStatusesAsync()).Select(each => $"{each.Name}={each.State}/{each.ProcessId ?? 0}")),
            _ => Describe(await Change(handle, verb.Split('='))),
        };
    }

    private static Task<DaemonStatus> Change(DaemonHandle handle, string[] verb) => verb switch
    {
        ["start", var count] => Daemons.Wait.StartAsync(new() { Instances = int.Parse(count, CultureInfo.InvariantCulture) }),
        ["start"] => handle.StartAsync(),
        ["restart"] => handle.RestartAsync(),
        ["stop", var milliseconds] => handle.StopAsync(Milliseconds(milliseconds)),
        ["stop"] => handle.StopAsync(),
        ["reload", var milliseconds] => handle.ReloadAsync(Milliseconds(milliseconds)),
        ["tick", var milliseconds] => handle.TickAsync(Milliseconds(milliseconds)),
        ["tick"] => Task.FromResult(handle.Tick()),
        ["kill"] => handle.KillAsync(),
        ["exit"] => handle.WaitForExitAsync(),
        _ => handle.GetStatusAsync(),
    };

    private static TimeSpan Milliseconds(string number) => TimeSpan.FromMilliseconds(int.Parse(number, CultureInfo.InvariantCulture));

    private static string Describe(DaemonStatus status) =>
        $"{status.Name} {status.State} {status.ProcessId ?? 0} {status.StartedAt is not null} {status.Note}";
}
