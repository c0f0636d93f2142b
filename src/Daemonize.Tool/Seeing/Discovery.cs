using Daemonize.Operations;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Finds the daemons of this user, for root of all users: those that run by the locks that they hold, and the others by cards, by installed
/// services and by the files that they have left. Only a lock decides whether a daemon runs.
/// </summary>
internal sealed class Discovery
{
    private readonly List<SeenDaemon> _found = [];

    /// <summary>The paths of the pid files of all daemons that were found, with resolved links.</summary>
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private readonly RealPaths _paths = new();
    private readonly bool _isRoot = ThisProcess.IsRoot;
    private readonly List<FoundCard> _cards = Cards.FindAll();
    private readonly List<InstalledUnit> _units = Units.FindAll();

    private Discovery()
    {
    }

    /// <summary>Finds the daemons, those that need attention first.</summary>
    /// <param name="onlyRunning">Whether to leave out the daemons that do not run.</param>
    public static List<SeenDaemon> Find(bool onlyRunning = false)
    {
        var discovery = new Discovery();
        HeldLock.ForEach(InstanceFiles.LockSuffix, discovery.AddRunning);
        if (!onlyRunning)
        {
            discovery._cards.ForEach(discovery.AddFromCard);
            LeftFiles.FindPidFiles(discovery.IsKnown).ForEach(discovery.AddFromFiles);
            discovery._units.ForEach(discovery.AddFromUnit);
        }

        discovery._found.Sort(Attention.Compare);
        return discovery._found;
    }

    private bool IsKnown(string pidFile) => _known.Contains(_paths.Of(pidFile));

    private void Add(SeenDaemon daemon)
    {
        _found.Add(daemon);
        if (daemon.PidFile is { } path)
        {
            _known.Add(_paths.Of(path));
        }
    }

    private void AddRunning(HeldLock held)
    {
        held = WithoutFalsePath(held);
        var pidFile = RunningDaemons.PidFileOf(held);
        var daemon = new SeenDaemon(RunningDaemons.Describe(held)) { PidFile = pidFile, Process = held.Record.Pid };
        var card = _cards.Find(card =>
            card.Card.Program == daemon.Program && card.Name == daemon.Name && _paths.Of(card.Card.PidFile!) == _paths.Of(pidFile));
        if (card is not null || FindUnit(daemon) is not null)
        {
            _ = card is not null && _cards.Remove(card);
            Add(WithUnit(daemon with { Card = card, Command = card?.Card.Command ?? [] }));
            return;
        }

        // Nothing of this user says how to call the program, so it is called as whoever runs it.
        var owner = ProcessOwner.TryRead(held.Record.Pid);
        daemon = owner is null || !HasOwnLock(held.Record, owner) ? daemon
            : daemon with { Owner = owner, Command = RunningCommand.Find(held.Record.Pid) };
        Add(daemon.Owner.UserId == ThisProcess.UserId ? daemon : daemon with
        {
            Status = SeenDaemon.Remark(daemon.Status, $"user {OneLine.From(UserNames.Of(daemon.Owner.UserId))}"),
        });
    }

    /// <summary>
    /// Whether the lock file belongs to the user of the process. Any user can lock their own file, write the id of the process into it, and
    /// then execute a program that becomes root.
    /// </summary>
    private static bool HasOwnLock(LockRecord record, ProcessOwner owner) =>
        TryReadLock(record, out var facts) && (facts.Owner == owner.UserId || facts.Owner == 0);

    /// <summary>
    /// Forgets the path that a lock file names if it is not there: a user can write the path of root's daemon into their own.
    /// </summary>
    private HeldLock WithoutFalsePath(HeldLock held) =>
        !_isRoot
            || (TryReadLock(held.Record, out var own) && FileStat.TryRead(held.Record.Path, out var named, out _) && named.IsSameFile(own))
            ? held
            : held with { Record = held.Record with { Path = "" } };

    private static bool TryReadLock(LockRecord record, out FileStat facts) =>
        FileStat.TryRead(ProcFs.PathOf(record.Pid, $"fd/{record.LockDescriptor}"), out facts, out _);

    private void AddFromCard(FoundCard found)
    {
        var card = found.Card;
        var daemon = FromFiles(new LockOwner(card.Program, found.Name), card.PidFile!);
        var status = daemon.Status;
        if (status.State is DaemonState.Stopped or DaemonState.Dead && Explain(found) is { } remark)
        {
            status = SeenDaemon.Remark(status, remark);
        }

        daemon = WithUnit(daemon with { Status = status, Card = found, Command = card.Command });
        if (daemon.Unit is not null || !CardExpiry.Check(found, DateTimeOffset.UtcNow))
        {
            Add(daemon);
        }
    }

    /// <summary>Gets why a daemon with a card does not run, if the card shows it; null otherwise.</summary>
    private static string? Explain(FoundCard found)
    {
        if (found.FindMissing() is { } missing)
        {
            return $"its program is gone ({OneLine.From(missing)}); install it again, or 'daemonize forget' it";
        }

        return found.Card.StartedAt < ProcFs.TryReadBootTime() && !File.Exists(InstanceFiles.LockOf(found.Card.PidFile!))
            ? "not started since this machine has booted"
            : null;
    }

    private void AddFromFiles(string pidFile)
    {
        var lockFile = InstanceFiles.LockOf(pidFile);
        var text = StatusFile.TryReadLast(StatusFile.PathOf(pidFile), OwnerOf(lockFile), LockProbe.Of(lockFile).Record);
        if (text is { Name.Length: > 0, Program.Length: > 0 } && !IsKnown(pidFile))
        {
            Add(WithUnit(FromFiles(new LockOwner(text.Program, text.Name), pidFile)));
        }
    }

    /// <summary>Adds an installed daemon of which no other trace was found: its manager removes its files when it stops.</summary>
    private void AddFromUnit(InstalledUnit unit)
    {
        if (!_found.Exists(daemon => daemon.Unit == unit))
        {
            var status = new DaemonStatus { Name = OneLine.From(unit.Daemon), Program = unit.Program, State = DaemonState.Stopped };
            Add(WithUnit(new SeenDaemon(status)));
        }
    }

    private InstalledUnit? FindUnit(SeenDaemon daemon) =>
        _units.Find(unit => unit.Program == daemon.Program && unit.Daemon == daemon.Daemon);

    /// <summary>Adds the service of a daemon, if it has one. Its command counts before that of an older card.</summary>
    private SeenDaemon WithUnit(SeenDaemon daemon) => FindUnit(daemon) is not { } unit ? daemon : daemon with
    {
        Unit = unit,
        Command = unit.Command,
        Status = SeenDaemon.Remark(daemon.Status, $"managed by {unit.Manager}"),
    };

    private static SeenDaemon FromFiles(LockOwner daemon, string pidFile)
    {
        var status = Status.OfFiles(daemon, pidFile, () => OwnerOf(InstanceFiles.LockOf(pidFile)));
        return new(new(status) { Name = OneLine.From(status.Name), Program = status.Program ?? OneLine.From(daemon.Program) })
        {
            PidFile = pidFile,
        };
    }

    private static uint? OwnerOf(string lockFile) => FileStat.TryReadLink(lockFile, out var facts, out _) ? facts.Owner : null;
}
