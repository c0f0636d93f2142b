using Daemonize.Commands;
using Daemonize.Generated;
using Daemonize.Identity;
using Daemonize.Options;

namespace Daemonize;

/// <summary>
/// Controls one daemon of this program from C#: <c>Daemons.Fetch.Start()</c> does what <c>app start fetch</c> does, without console output. It can be used from
/// any thread. Of a daemon with several instances it controls all (<see cref="DaemonAttribute.Instances"/>). One that is installed it controls through its service
/// manager, as the verbs do.
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

    /// <summary>The daemon's name.</summary>
    public string Name => _definition.Name;

    /// <summary>Starts the daemon, which outlives this program, and returns when it is ready. One that runs already is left alone.</summary>
    /// <returns>What <see cref="GetStatus"/> gives then.</returns>
    /// <exception cref="DaemonException">
    /// The daemon is not ready within <see cref="DaemonAttribute.StartTimeout"/>, or cannot be, and nothing of it is left; or this process, started again, would
    /// not become the daemon: a test host, for example.
    /// </exception>
    public DaemonStatus Start() => StartWith(null, CancellationToken.None);

    /// <summary>Stops the daemon and returns when it has ended: SIGTERM, <see cref="DaemonAttribute.StopTimeout"/>, SIGKILL. One that does not run is left alone.</summary>
    /// <returns>What <see cref="GetStatus"/> gives then.</returns>
    /// <exception cref="DaemonException">The daemon cannot be stopped, for example because it belongs to another user.</exception>
    public DaemonStatus Stop() => StopCore(CancellationToken.None);

    /// <summary>Stops the daemon if it runs, and starts it with the options that it had.</summary>
    /// <inheritdoc cref="Start()" path="/exception"/>
    /// <returns>What <see cref="GetStatus"/> gives then.</returns>
    public DaemonStatus Restart() => RestartWith(null, CancellationToken.None);

    /// <summary>
    /// Makes the daemon reopen its log and call its <see cref="DaemonAttribute.OnReload"/> (SIGHUP), and returns when that is done, or after
    /// <see cref="DaemonAttribute.StartTimeout"/>.
    /// </summary>
    /// <returns>What <see cref="GetStatus"/> gives then.</returns>
    /// <exception cref="DaemonException">The daemon does not run, belongs to another user, or its OnReload failed: it keeps its previous configuration.</exception>
    public DaemonStatus Reload() => ReloadCore(CancellationToken.None);

    /// <summary>
    /// Looks whether the daemon runs. It changes nothing. Of several instances it describes the one in the worst state, and the note how many run and which do
    /// not.
    /// </summary>
    public DaemonStatus GetStatus() => InstanceSummary.Of(Name, GetStatuses());

    /// <summary>Looks at each instance of the daemon: <c>fetch:1</c>, <c>fetch:2</c>, …, or the one daemon that has no number. It changes nothing.</summary>
    public IReadOnlyList<DaemonStatus> GetStatuses() => CreateSet(new SuppliedOptions(), mayChange: false).Found.ConvertAll(Status.Of);

    /// <inheritdoc cref="Start()"/>
    /// <param name="cancellationToken">Gives the start up: nothing of the daemon is left then.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the daemon was ready.</exception>
    public Task<DaemonStatus> StartAsync(CancellationToken cancellationToken = default) => RunAsync(() => StartWith(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Stop()"/>
    /// <param name="cancellationToken">Ends the wait, not the stop: the daemon has been asked by then, and is not killed.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the daemon had ended.</exception>
    public Task<DaemonStatus> StopAsync(CancellationToken cancellationToken = default) => RunAsync(() => StopCore(cancellationToken), cancellationToken);

    /// <inheritdoc cref="Restart()"/>
    /// <param name="cancellationToken">As with <see cref="StopAsync"/> and then <see cref="StartAsync"/>.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the new daemon was ready.</exception>
    public Task<DaemonStatus> RestartAsync(CancellationToken cancellationToken = default) => RunAsync(() => RestartWith(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Reload()"/>
    /// <param name="cancellationToken">Ends the wait, not the reload.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the daemon had reloaded.</exception>
    public Task<DaemonStatus> ReloadAsync(CancellationToken cancellationToken = default) => RunAsync(() => ReloadCore(cancellationToken), cancellationToken);

    /// <inheritdoc cref="GetStatus()"/>
    /// <param name="cancellationToken">Checked before the look, which is short.</param>
    public Task<DaemonStatus> GetStatusAsync(CancellationToken cancellationToken = default) => RunAsync(GetStatus, cancellationToken);

    private protected DaemonStatus StartWith(DaemonOptions? options, CancellationToken cancellationToken)
    {
        var given = new SuppliedOptions();
        Add(options, given);
        if (Managed.TryDo(_program, _definition, given, "start"))
        {
            return GetStatus();
        }

        using var turn = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        var set = turn.Sets[0];
        CheckStart(set.Chosen);
        cancellationToken.ThrowIfCancellationRequested();
        set.RecordChosen();
        HandleOperations.DoAll([.. Starting(set.Chosen, cancellationToken), .. set.IsScaled ? Stopping(set.FindExtras(), cancellationToken) : []]);
        return GetStatus();
    }

    private protected DaemonStatus RestartWith(DaemonOptions? options, CancellationToken cancellationToken)
    {
        // What the running daemon was started with counts more than this process's environment, which is not about it.
        var given = new SuppliedOptions();
        Add(options, given);
        if (Managed.TryDo(_program, _definition, given, "restart"))
        {
            return GetStatus();
        }

        using var turn = ScalingLock.Take(() => [CreateSet(given, mayChange: true)], cancellationToken);
        var plan = new RestartPlan(turn.Sets[0]);
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

    /// <summary>On a separate thread: waiting for another process must not take those of the pool.</summary>
    private protected static Task<DaemonStatus> RunAsync(Func<DaemonStatus> action, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(action, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private DaemonStatus StopCore(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Managed.TryDo(_program, _definition, new SuppliedOptions(), "stop"))
        {
            return GetStatus();
        }

        using var turn = ScalingLock.TakeToStop(() => [CreateSet(new SuppliedOptions(), mayChange: false)], cancellationToken);
        var set = turn.Sets[0];
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

    private InstanceSet CreateSet(SuppliedOptions given, bool mayChange) => new(_definition, _program, given, numbers: null, mayChange);
}
