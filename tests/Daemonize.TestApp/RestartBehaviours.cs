using System.Diagnostics;
using System.Globalization;
using Daemonize;

namespace TestApp;

/// <summary>A daemon that is started again when it has ended.</summary>
internal static class RestartBehaviours
{
    private static string _end = "";

    /// <summary>
    /// Ends at each start as the next word of TESTAPP_ENDS says: with that exit code, with 5 and a child that it leaves, killed, or not
    /// even ready. With no word left it goes on. The file "runs" has a line for each start.
    /// </summary>
    [Daemon(OnStart = nameof(Rise), Restart = RestartPolicy.OnFailure, RestartDelay = "20ms", MaxRestarts = 0)]
    internal static async Task<int> Phoenix(CancellationToken stopping)
    {
        switch (_end)
        {
            case "":
                await Task.Delay(Timeout.Infinite, stopping);
                return 0;
            case "KILL":
                Process.GetCurrentProcess().Kill();
                return 0;
            case "LEAVE":
                using (Process.Start("/bin/sleep", "1000"))
                {
                    return 5;
                }

            case var code:
                return int.Parse(code, CultureInfo.InvariantCulture);
        }
    }

    internal static void Rise()
    {
        Output.Tell("runs", $"{Environment.ProcessId}");
        var run = File.ReadAllLines(Output.PathOf("runs")).Length;
        var ends = (Environment.GetEnvironmentVariable("TESTAPP_ENDS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _end = run <= ends.Length ? ends[run - 1] : "";
        if (_end == "FAIL")
        {
            throw new InvalidOperationException("no ashes");
        }
    }
}
