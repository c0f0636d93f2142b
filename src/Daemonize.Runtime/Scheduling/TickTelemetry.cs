using System.Reflection;
using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>
/// The metrics and traces of ticks, created only if somebody can listen: a listener is a type of System.Diagnostics.DiagnosticSource, so as
/// long as the process has not loaded that assembly, there is none. dotnet-counters and the like make the runtime load it.
/// </summary>
/// <remarks>The assembly and what its meters create is a tenth of the memory of a small daemon, and the JIT compiles it.</remarks>
internal sealed class TickTelemetry
{
    public const string Name = "Daemonize";

    private const string ListenersAssembly = "System.Diagnostics.DiagnosticSource,";

    private readonly DaemonRuntime _runtime;
    private readonly Lock _lock = new();

    /// <summary>The metrics; null while nobody can listen.</summary>
    private ITickMetrics? _metrics;

    public TickTelemetry(DaemonRuntime runtime)
    {
        _runtime = runtime;
        if (RuntimeForm.IsNativeAot)
        {
            // All assemblies are in the executable, and none is ever loaded.
            Create();
            return;
        }

        AppDomain.CurrentDomain.AssemblyLoad += NoteLoad;
        if (Array.Exists(AppDomain.CurrentDomain.GetAssemblies(), HasListeners))
        {
            Create();
        }
    }

    /// <summary>Whether somebody traces.</summary>
    public bool IsTraced => Volatile.Read(ref _metrics)?.IsTraced == true;

    /// <summary>Begins the activity of a tick; null if nobody traces.</summary>
    public IDisposable? Begin(DaemonContext tick) => Volatile.Read(ref _metrics)?.Begin(tick);

    /// <summary>Ends the activity of a tick.</summary>
    /// <param name="activity">The activity from <see cref="Begin"/>; null if nobody traces.</param>
    /// <param name="took">How long the tick took, with its retries.</param>
    /// <param name="failure">The failure that was left after all retries; null if the tick succeeded.</param>
    public void End(IDisposable? activity, TimeSpan took, Exception? failure) =>
        Volatile.Read(ref _metrics)?.End(activity, took, failure);

    // Not by its AssemblyName, which has a culture and so loads the culture data.
    private static bool HasListeners(Assembly assembly) =>
        assembly.FullName?.StartsWith(ListenersAssembly, StringComparison.Ordinal) == true;

    private void NoteLoad(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (HasListeners(loaded.LoadedAssembly))
        {
            // Not here, in the middle of a load. The next tick may be far away, and its listener waits for the instruments.
            ThreadPool.UnsafeQueueUserWorkItem(static telemetry => telemetry.Create(), this, preferLocal: false);
        }
    }

    private void Create()
    {
        AppDomain.CurrentDomain.AssemblyLoad -= NoteLoad;
        lock (_lock)
        {
            _metrics ??= new TickMetrics(_runtime);
        }
    }
}
