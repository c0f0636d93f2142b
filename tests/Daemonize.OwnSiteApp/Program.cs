using Daemonize;

// A web application that is the program's own, and has a daemon for a worker.
if (Daemons.TryRun(args, out var exitCode))
{
    return exitCode;
}

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", static () => "own");
app.Run();
return 0;
