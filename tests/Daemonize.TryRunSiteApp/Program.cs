using Daemonize;

// A program with its own command line, which leaves the daemons' verbs to the library.
if (Daemons.TryRun(args, out var exitCode))
{
    return exitCode;
}

Console.WriteLine("usage: tryrunsiteapp migrate");
return 2;
