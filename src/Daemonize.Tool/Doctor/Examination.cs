using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor;

/// <summary>The checks that were made: of the machine, and of each daemon.</summary>
/// <param name="Machine">The checks that are made once.</param>
/// <param name="Daemons">The daemons, each with its checks.</param>
internal sealed record Examination(IReadOnlyList<CheckedItem> Machine, IReadOnlyList<(SeenDaemon Daemon, List<CheckedItem> Items)> Daemons)
{
    /// <summary>All checks that were made.</summary>
    public IEnumerable<CheckedItem> All => Machine.Concat(Daemons.SelectMany(static daemon => daemon.Items));

    /// <summary>Makes all checks.</summary>
    /// <param name="daemons">The daemons to look at.</param>
    /// <param name="now">The time before which the last day and week end.</param>
    /// <param name="pause">The pause between two looks at what only time shows.</param>
    public static Examination Of(IReadOnlyList<SeenDaemon> daemons, DateTimeOffset now, TimeSpan pause)
    {
        List<ExaminedDaemon> examined = [.. daemons.Select(daemon => new ExaminedDaemon(daemon, now))];
        var machine = new ExaminedMachine(examined, Looks.Take(examined, pause));
        return new Examination(
            [.. CheckTable.OfMachine.Select(check => check.Make(machine))],
            [.. examined.Select(static daemon => (daemon.Seen, CheckTable.OfDaemon.Select(check => check.Make(daemon)).ToList()))]);
    }

    /// <summary>Counts the findings of a severity.</summary>
    public int Count(Severity severity) => All.Count(item => item.Result.Outcome == CheckOutcome.Found && item.Severity == severity);

    /// <summary>Counts the checks with an outcome.</summary>
    public int Count(CheckOutcome outcome) => All.Count(item => item.Result.Outcome == outcome);
}
