using System.Globalization;
using Daemonize.Benchmarks;

const string Usage = """
    Usage: Daemonize.Benchmarks build
           Daemonize.Benchmarks start-stop [ROUNDS]
           Daemonize.Benchmarks first-request [ROUNDS]
           Daemonize.Benchmarks memory [ROUNDS]
           Daemonize.Benchmarks steady [SECONDS]
           Daemonize.Benchmarks ticks [ROUNDS]
           Daemonize.Benchmarks lateness [SECONDS]
           Daemonize.Benchmarks pipeline [ROUNDS]
           Daemonize.Benchmarks instances [ROUNDS]
    """;

// This process reaps the orphans of the daemons, instead of an init that may be slow.
_ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
var number = args is [_, var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
try
{
    switch (args)
    {
        case ["build"]:
            Build.Run();
            break;
        case ["start-stop", ..]:
            StartStop.Run(number > 0 ? number : 40);
            break;
        case ["first-request", ..]:
            FirstRequest.Run(number > 0 ? number : 20);
            break;
        case ["memory", ..]:
            Memory.Run(number > 0 ? number : 3);
            break;
        case ["steady", ..]:
            Steady.Run(number > 0 ? number : 60);
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
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }

    return 0;
}
finally
{
    Directory.Delete(Places.Work, recursive: true);
}
