using Daemonize.CompilerServices;
using Daemonize.Handles;
using Daemonize.Identity;
using Daemonize.Operations;
using Daemonize.Options;
using Daemonize.Platform;

namespace Daemonize;

/// <summary>
/// Controls one daemon of this program from C#: <c>Daemons.Fetch.Start()</c> does what <c>app start fetch</c> does, without console output.
/// It can be used from any thread. It controls all instances of a daemon that has several (<see cref="DaemonAttribute.Instances"/>), and
/// controls an installed daemon through its service manager, as the verbs do.
/// </summary>
public partial class DaemonHandle
{
    private readonly int? _number;

    internal DaemonHandle(DaemonProgram program, DaemonDefinition definition, int? number)
    {
        Program = program;
        Definition = definition;
        _number = number;
    }

    /// <summary>The daemon's name, as on the command line, such as <c>fetch</c>; of one instance <c>fetch:2</c>.</summary>
    public string Name => _number is { } number ? DaemonInstance.NameOf(Definition, number) : Definition.Name;

    /// <summary>
    /// Whether the daemon has a process, ready or not: at least one of several instances. A daemon that its watcher is about to start again
    /// has none. Reads the state each time.
    /// </summary>
    public bool IsRunning => GetStatuses().Any(static status => status.ProcessId is not null);

    private protected DaemonProgram Program { get; }

    private protected DaemonDefinition Definition { get; }

    /// <summary>Gets a handle of one instance of a daemon that has several.</summary>
    /// <param name="number">
    /// The number of the instance, from 1. An instance that does not exist is reported by the first operation on it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is less than 1.</exception>
    public virtual DaemonHandle GetInstance(int number) => new(Program, Definition, CheckNumber(number));

    /// <summary>
    /// Starts the daemon, which outlives this program, and returns when it is ready. A daemon that already runs is left unchanged.
    /// </summary>
    /// <returns>The status after the start, as <see cref="GetStatus"/> returns it.</returns>
    /// <exception cref="DaemonException">
    /// The daemon cannot start, or is not ready within <see cref="DaemonAttribute.StartTimeout"/>; nothing of it is left. Or this process
    /// cannot become the daemon if it is started again: a test host, for example.
    /// </exception>
    public DaemonStatus Start() => StartWith(null, CancellationToken.None);

    /// <summary>
    /// Stops the daemon and returns when it has ended: SIGTERM, <see cref="DaemonAttribute.StopTimeout"/>, SIGKILL. A daemon that does not
    /// run is left unchanged.
    /// </summary>
    /// <returns>The status after the stop, as <see cref="GetStatus"/> returns it.</returns>
    /// <exception cref="DaemonException">The daemon cannot be stopped, for example because it belongs to another user.</exception>
    public DaemonStatus Stop() => StopCore(StopOrder.Usual, CancellationToken.None);

    /// <summary>Stops the daemon as <see cref="Stop()"/> does, with another timeout.</summary>
    /// <param name="timeout">
    /// The maximum wait before SIGKILL, longer than zero. The daemon ends by itself after its own
    /// <see cref="DaemonAttribute.StopTimeout"/>.
    /// </param>
    /// <inheritdoc cref="Stop()"/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is zero or negative.</exception>
    public DaemonStatus Stop(TimeSpan timeout) => StopCore(OrderOf(timeout), CancellationToken.None);

    /// <summary>
    /// Kills the daemon (SIGKILL), its children and its watcher, and returns when they have ended. The daemon cannot clean up.
    /// </summary>
    /// <returns>The status afterwards, as <see cref="GetStatus"/> returns it.</returns>
    /// <exception cref="DaemonException">
    /// The daemon belongs to another user, or is managed by a service manager, which would start it again.
    /// </exception>
    public DaemonStatus Kill() => StopCore(StopOrder.Kill, CancellationToken.None);

    /// <summary>Stops the daemon if it runs, and starts it with its previous options.</summary>
    /// <inheritdoc cref="Start()" path="/exception"/>
    /// <returns>The status after the restart, as <see cref="GetStatus"/> returns it.</returns>
    public DaemonStatus Restart() => RestartWith(null, CancellationToken.None);

    /// <summary>
    /// Makes the daemon reopen its log and call its <see cref="DaemonAttribute.OnReload"/> (SIGHUP). Returns when the reload is complete,
    /// or after <see cref="DaemonAttribute.StartTimeout"/>.
    /// </summary>
    /// <returns>The status after the reload, as <see cref="GetStatus"/> returns it.</returns>
    /// <exception cref="DaemonException">
    /// The daemon does not run, belongs to another user, or its OnReload failed: it keeps its previous configuration.
    /// </exception>
    public DaemonStatus Reload() => ReloadCore(null, CancellationToken.None);

    /// <summary>Reloads the daemon as <see cref="Reload()"/> does, with another timeout.</summary>
    /// <param name="timeout">The maximum wait, longer than zero. The daemon reloads even if it takes longer.</param>
    /// <inheritdoc cref="Reload()"/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is zero or negative.</exception>
    public DaemonStatus Reload(TimeSpan timeout) => ReloadCore(Check(timeout), CancellationToken.None);

    /// <summary>
    /// Makes the running daemon tick now, as if a slot had come. Returns when the tick has begun, or waits for the end of another
    /// (<see cref="DaemonAttribute.Overlap"/>).
    /// </summary>
    /// <returns>The status after that, as <see cref="GetStatus"/> returns it.</returns>
    /// <exception cref="DaemonException">
    /// The tick was skipped, because another runs. Or the daemon does not run, has no schedule, is suspended or stopping, belongs to
    /// another user, or has not answered within <see cref="DaemonAttribute.StartTimeout"/>.
    /// </exception>
    public DaemonStatus Tick() => TickCore(null, CancellationToken.None);

    /// <summary>Makes the daemon tick as <see cref="Tick()"/> does, with another timeout.</summary>
    /// <param name="timeout">The maximum wait for the answer, longer than zero. The daemon may tick even if it takes longer.</param>
    /// <inheritdoc cref="Tick()"/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is zero or negative.</exception>
    public DaemonStatus Tick(TimeSpan timeout) => TickCore(Check(timeout), CancellationToken.None);

    /// <summary>
    /// Gets the status of the daemon, without changing anything. For several instances, it is the status of the instance in the worst
    /// state, and its note says how many run and which do not.
    /// </summary>
    public DaemonStatus GetStatus() => InstanceSummary.Of(Name, GetStatuses());

    /// <summary>
    /// Gets the status of each instance of the daemon, without changing anything: <c>fetch:1</c>, <c>fetch:2</c>, …, or the one daemon
    /// without a number.
    /// </summary>
    public IReadOnlyList<DaemonStatus> GetStatuses() => Find().ConvertAll(Status.Of);

    private DaemonStatus StopCore(StopOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (order != StopOrder.Usual)
        {
            Flavour.CheckSystem();
            Managed.CheckStop(Program, Definition);
        }

        if (TryManaged(new SuppliedOptions(), "stop"))
        {
            return GetStatus();
        }

        using var scaling = ScalingLock.TakeToStop(() => [CreateSet(new SuppliedOptions(), mayChange: false)], cancellationToken);
        _ = StopAll.Run(scaling.Sets, order, new HandlePresenter(cancellationToken));
        return GetStatus();
    }

    private DaemonStatus ReloadCore(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var presenter = new HandlePresenter(cancellationToken);
        presenter.CheckCancellation();
        _ = presenter.Run(Find().ConvertAll(instance => presenter.Reload(instance, timeout)));
        return GetStatus();
    }

    private DaemonStatus TickCore(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var presenter = new HandlePresenter(cancellationToken);
        presenter.CheckCancellation();
        _ = presenter.Run(Find().ConvertAll(instance => presenter.Tick(instance, timeout)));
        return GetStatus();
    }

    private void Add(DaemonOptions? options, SuppliedOptions given)
    {
        options?.AddSettings(given);
        options?.AddStore(Definition, Program, given);
        (options as IOptionSource)?.WriteTo(new OptionWriter(Definition.Options, given));
        if (Setting.All.FirstOrDefault(
            setting => given.Argument(setting.Name) is not null && !Settings.Has(Definition, setting)) is { } setting)
        {
            var reason = setting.Scope == SettingScope.Cluster ? "its scope" : "its schedule";
            throw new ArgumentException($"{Name} has no {setting.Property}: {reason} is another", nameof(options));
        }
    }

    private bool TryManaged(SuppliedOptions given, string verb)
    {
        Flavour.CheckSystem();
        return Managed.TryDo(Program, Definition, Numbers, given, verb);
    }

    private InstanceSet CreateSet(SuppliedOptions given, bool mayChange)
    {
        Flavour.CheckSystem();
        return new(Definition, Program, given, Numbers, mayChange);
    }

    private List<DaemonInstance> Find() => CreateSet(new SuppliedOptions(), mayChange: false).Found;

    private List<int>? Numbers => _number is { } number ? [number] : null;

    private protected static int CheckNumber(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return number;
    }

    private static TimeSpan? Check(TimeSpan? timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(timeout));
        return timeout;
    }

    private static StopOrder OrderOf(TimeSpan? timeout) => StopOrder.Usual with { Timeout = Check(timeout) };
}
