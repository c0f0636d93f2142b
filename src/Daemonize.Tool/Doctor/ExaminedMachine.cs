namespace Daemonize.Tool.Doctor;

/// <summary>The machine that the checks look at, with the daemons that are looked at.</summary>
/// <param name="Daemons">The daemons that the command line names.</param>
/// <param name="Unreaped">The processes that had ended at the first look and were still not reaped at the last, ten seconds later.</param>
internal sealed record ExaminedMachine(IReadOnlyList<ExaminedDaemon> Daemons, IReadOnlyList<Zombie> Unreaped);

/// <summary>A process that has ended, and that its parent, process 1, has not reaped.</summary>
/// <param name="Id">The process id that stays in use.</param>
/// <param name="StartTime">When it started, in clock ticks since boot.</param>
/// <param name="Name">The name of the program.</param>
internal readonly record struct Zombie(int Id, long StartTime, string Name);
