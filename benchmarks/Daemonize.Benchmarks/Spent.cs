namespace Daemonize.Benchmarks;

/// <summary>The time that something took, and the processor time of the processes that ended meanwhile, in seconds.</summary>
internal readonly record struct Spent(double Wall, double Cpu)
{
    /// <summary>Runs a command to its end.</summary>
    public static Spent On(IReadOnlyList<string> command, TimeSpan timeout)
    {
        var before = OfChildren();
        var wall = Child.Run(command, timeout);
        return new(wall.TotalSeconds, OfChildren() - before);
    }

    public static Spent Median(List<Spent> all) => new(
        Statistics.Median(all.Select(static spent => spent.Wall)), Statistics.Median(all.Select(static spent => spent.Cpu)));

    /// <summary>Gets the processor time of all children and adopted processes that were reaped so far (getrusage(2)).</summary>
    private static unsafe double OfChildren()
    {
        Libc.rusage usage;
        _ = Libc.getrusage(Libc.RUSAGE_CHILDREN, &usage);
        return Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
    }

    private static double Seconds(Libc.timeval time) => time.tv_sec + (time.tv_usec / 1e6);
}
