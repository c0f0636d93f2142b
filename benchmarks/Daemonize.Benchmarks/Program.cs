using System.Globalization;
using Daemonize.Benchmarks;
using Daemonize.Benchmarks.Cluster;
using Daemonize.Benchmarks.Room;

const string Usage = """
    Usage: Daemonize.Benchmarks build [APP...]
           Daemonize.Benchmarks start-stop [ROUNDS]
           Daemonize.Benchmarks start-parts [ROUNDS]
           Daemonize.Benchmarks first-request [ROUNDS]
           Daemonize.Benchmarks memory [ROUNDS]
           Daemonize.Benchmarks idle [SECONDS [alone]]
           Daemonize.Benchmarks scale [SECONDS]
           Daemonize.Benchmarks many [COUNT]
           Daemonize.Benchmarks ticks [ROUNDS]
           Daemonize.Benchmarks lateness [SECONDS]
           Daemonize.Benchmarks pipeline [ROUNDS]
           Daemonize.Benchmarks instances [ROUNDS]
           Daemonize.Benchmarks room [ROUNDS]
           Daemonize.Benchmarks cluster [kill|stop|pause|clocks|link|cost|stores|aot]... [ROUNDS]
    """;

var number = args is [not ("build" or "cluster"), var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
var exitCode = 0;
try
{
    Orphans.ReapDuring(Run);
    return exitCode;
}
finally
{
    Directory.Delete(Places.Work, recursive: true);
}

void Run()
{
    switch (args)
    {
        case ["build", .. var apps]:
            Build.Run(apps);
            break;
        case ["start-stop", ..]:
            StartStop.Run(number > 0 ? number : 40);
            break;
        case ["start-parts", ..]:
            StartParts.Run(number > 0 ? number : 20);
            break;
        case ["first-request", ..]:
            FirstRequest.Run(number > 0 ? number : 20);
            break;
        case ["memory", ..]:
            Memory.Run(number > 0 ? number : 3);
            break;
        case ["idle", ..]:
            IdleCost.Run(number > 0 ? number : 60, alone: args is [.., "alone"]);
            break;
        case ["scale", ..]:
            Scale.Run(number > 0 ? number : 30);
            break;
        case ["many", ..]:
            Scale.RunMany(number > 0 ? number : 2000);
            break;
        case ["ticks", ..]:
            Ticks.Run(number > 0 ? number : 1);
            break;
        case ["lateness", ..]:
            Lateness.Run(number > 0 ? number : 60);
            break;
        case ["pipeline", ..]:
            Pipeline.Run(number > 0 ? number : 5);
            break;
        case ["instances", ..]:
            Instances.Run(number > 0 ? number : 5);
            break;
        case ["room", ..]:
            RoomPart.Run(number > 0 ? number : 20);
            break;
        case ["cluster", .. var parts]:
            ClusterPart.Run(parts);
            break;
        default:
            Console.Error.WriteLine(Usage);
            exitCode = 2;
            break;
    }
}
