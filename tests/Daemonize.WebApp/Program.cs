using Daemonize;
using WebApp;

#pragma warning disable DMN906 // A daemon that is never ready is what the test of a start that is given up needs.
if (args is ["@daemon", "slow", ..])
{
    Thread.Sleep(Timeout.Infinite);
}
#pragma warning restore DMN906

// A web application with its own command line, which leaves the daemons' verbs to the library.
if (Daemons.TryRun(args, out var exitCode))
{
    return exitCode;
}

if (args is ["greet"])
{
    Console.WriteLine("hello");
    return 0;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ListenUnixSocket(Environment.GetEnvironmentVariable("WEBAPP_SOCKET")!));
var app = builder.Build();
app.MapGet("/{action}", async (string action, string? topic, CancellationToken aborted) =>
{
    try
    {
        var status = action switch
        {
            "start" => Daemons.Worker.Start(new() { Topic = topic ?? "none", Weights = [0.5, 1] }),
            "start-async" => await Daemons.Worker.StartAsync(new() { Topic = topic ?? "none" }, aborted),
            "start-by-environment" => StartByEnvironment(topic),
            "restart" => Daemons.Worker.Restart(),
            "restart-async" => await Daemons.Worker.RestartAsync(new() { Topic = topic ?? "none" }, aborted),
            "stop" => await Daemons.Worker.StopAsync(aborted),
            "slow" => await Daemons.Slow.StartAsync(aborted),
            _ => await Daemons.Worker.GetStatusAsync(aborted),
        };
        return $"{status.State} {status.ProcessId ?? 0}";
    }
    catch (Exception exception) when (exception is DaemonException or ArgumentException)
    {
        return $"{exception.GetType().Name} {exception.Message}";
    }
});

static DaemonStatus StartByEnvironment(string? topic)
{
    // Not in the environment in which this process was started.
    Environment.SetEnvironmentVariable("WEBAPP_TOPIC", topic);
    return Daemons.Worker.Start();
}

Garbage.MakeForEver(Environment.ProcessorCount + 1);
app.Run();
return 0;
