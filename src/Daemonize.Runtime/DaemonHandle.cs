using Daemonize.Commands;
using Daemonize.Generated;
using Daemonize.Identity;
using Daemonize.Options;

namespace Daemonize;

/// <summary>
/// Controls one daemon of this program from C#: <c>Daemons.Fetch.Start()</c> does what <c>app start fetch</c> does, without console output.
/// It can be used from any thread. It controls all instances of a daemon that has several (<see cref="DaemonAttribute.Instances"/>), and
/// controls an installed daemon through its service manager, as the verbs do.
/// </summary>
public class DaemonHandle
{
    private readonly DaemonProgram _program;
    private readonly DaemonDefinition _definition;

    internal DaemonHandle(DaemonProgram program, DaemonDefinition definition)
    {
        _program = program;
        _definition = definition;
    }

    /// <summary>The daemon's name, as on the command line.</summary>
    public string Name => _definition.Name;

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
    public DaemonStatus Stop() => StopCore(CancellationToken.None);

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
    public DaemonStatus Reload() => ReloadCore(CancellationToken.None);

    /// <summary>
    /// Gets the status of the daemon, without changing anything. For several instances, it is the status of the instance in the worst
    /// state, and its note says how many run and which do not.
    /// </summary>
    public DaemonStatus GetStatus() => InstanceSummary.Of(Name, GetStatuses());

    /// <summary>
    /// Gets the status of each instance of the daemon, without changing anything: <c>fetch:1</c>, <c>fetch:2</c>, …, or the one daemon
    /// without a number.
    /// </summary>
    public IReadOnlyList<DaemonStatus> GetStatuses() => CreateSet(new SuppliedOptions(), mayChange: false).Found.ConvertAll(Status.Of);

    /// <inheritdoc cref="Start()"/>
    /// <param name="cancellationToken">Cancels the start: nothing of the daemon is left.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon was ready.
    /// </exception>
    public Task<DaemonStatus> StartAsync(CancellationToken cancellationToken = default) => RunAsync(() => StartWith(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Stop()"/>
    /// <param name="cancellationToken">Ends the wait, not the stop: the daemon has already received SIGTERM, and is not killed.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had ended.
    /// </exception>
    public Task<DaemonStatus> StopAsync(CancellationToken cancellationToken = default) => RunAsync(() => StopCore(cancellationToken), cancellationToken);

    /// <inheritdoc cref="Restart()"/>
    /// <param name="cancellationToken">
    /// Ends the wait for the stop as in <see cref="StopAsync"/>, or cancels the start as in <see cref="StartAsync"/>.
    /// </param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the new daemon was ready.
    /// </exception>
    public Task<DaemonStatus> RestartAsync(CancellationToken cancellationToken = default) => RunAsync(() => RestartWith(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Reload()"/>
    /// <param name="cancellationToken">Ends the wait; the daemon still reloads.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had reloaded.
    /// </exception>
    public Task<DaemonStatus> ReloadAsync(CancellationToken cancellationToken = default) => RunAsync(() => ReloadCore(cancellationToken), cancellationToken);

    /// <inheritdoc cref="GetStatus()"/>
    /// <param name="cancellationToken">Is checked only before the status is read, which takes little time.</param>
    public Task<DaemonStatus> GetStatusAsync(CancellationToken cancellationToken = default) => RunAsync(GetStatus, cancellationToken);

    private protected DaemonStatus StartWith(DaemonOptions? options, CancellationToken cancellationToken)
    {
        var given = new SuppliedOptions();
        Add(options, given);
        if (TryManaged(given, "start"))
        {
            return GetStatus();
        }

        using var scaling = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        var set = scaling.Sets[0];
        CheckStart(set.Chosen);
        cancellationToken.ThrowIfCancellationRequested();
        set.RecordChosen();
        HandleOperations.DoAll([.. Starting(set.Chosen, cancellationToken), .. set.IsScaled ? Stopping(set.FindExtras(), cancellationToken) : []]);
        return GetStatus();
    }

    private protected DaemonStatus RestartWith(DaemonOptions? options, CancellationToken cancellationToken)
    {
        // The options of the running daemon override this process's environment, which was not set for the daemon.
        var given = new SuppliedOptions();
        Add(options, given);
        if (TryManaged(given, "restart"))
        {
            return GetStatus();
        }

        using var scaling = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        var plan = new RestartPlan(scaling.Sets[0]);
        plan.KeepOptions(overEnvironment: true);
        CheckStart(plan.New);
        if (plan.Old.Count > 0)
        {
            plan.New.ForEach(StartCheck.Check);
        }

        cancellationToken.ThrowIfCancellationRequested();
        HandleOperations.DoAll(Stopping(plan.Old, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        plan.Set.Record();
        HandleOperations.DoAll(Starting(plan.New, cancellationToken));
        return GetStatus();
    }

    /// <summary>Runs the action on a separate thread: waiting for another process must not block threads of the pool.</summary>
    private protected static Task<DaemonStatus> RunAsync(Func<DaemonStatus> action, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(action, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private DaemonStatus StopCore(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryManaged(new SuppliedOptions(), "stop"))
        {
            return GetStatus();
        }

        using var scaling = ScalingLock.TakeToStop(() => [CreateSet(new SuppliedOptions(), mayChange: false)], cancellationToken);
        var set = scaling.Sets[0];
        HandleOperations.DoAll(Stopping(set.Found, cancellationToken));
        set.Forget();
        return GetStatus();
    }

    private DaemonStatus ReloadCore(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HandleOperations.DoAll(CreateSet(new SuppliedOptions(), mayChange: false).Found.ConvertAll(instance => HandleOperations.Reload(instance, cancellationToken)));
        return GetStatus();
    }

    private static List<InstanceOperation> Starting(List<DaemonInstance> instances, CancellationToken cancellationToken) =>
        instances.ConvertAll(instance => HandleOperations.Start(instance, cancellationToken));

    private static List<InstanceOperation> Stopping(List<DaemonInstance> instances, CancellationToken cancellationToken) =>
        instances.ConvertAll(instance => HandleOperations.Stop(instance, cancellationToken));

    private void CheckStart(List<DaemonInstance> instances)
    {
        if (!_program.HandsOver)
        {
            var process = Path.GetFileName(Environment.ProcessPath);
            throw new DaemonException(
                $"cannot start {Name} from this process: a daemon is this program started again, and {process} has not called Daemons.Run or Daemons.TryRun; " +
                $"start it with '{_program.Name} start', or call Daemons.TryRun first in Main");
        }

        instances.ForEach(static instance => instance.Bind());
    }

    private void Add(DaemonOptions? options, SuppliedOptions given)
    {
        options?.AddSettings(given);
        (options as IOptionSource)?.WriteTo(new OptionWriter(_definition.Options, given));
        if (SettingOption.All.FirstOrDefault(setting => given.Argument(setting.Name) is not null && !Settings.Has(_definition, setting)) is { } setting)
        {
            throw new ArgumentException($"{Name} has no {setting.Property}: its schedule is another", nameof(options));
        }
    }

    private bool TryManaged(SuppliedOptions given, string verb)
    {
        DaemonProgram.CheckSystem();
        return Managed.TryDo(_program, _definition, given, verb);
    }

    private InstanceSet CreateSet(SuppliedOptions given, bool mayChange)
    {
        DaemonProgram.CheckSystem();
        return new(_definition, _program, given, numbers: null, mayChange);
    }
}
