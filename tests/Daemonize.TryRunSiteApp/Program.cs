using Daemonize;

// A program with a command line of its own, which leaves ours to the library.
if (Daemons.TryRun(args, out var exitCode))
{
    return exitCode;
}

Console.WriteLine("usage: tryrunsiteapp migrate");
return 2;
