using Daemonize;

// A web application of the program itself, with a daemon as a worker.
if (Daemons.TryRun(args, out var exitCode))
{
    return exitCode;
}

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", static () => "own");
app.Run();
return 0;
