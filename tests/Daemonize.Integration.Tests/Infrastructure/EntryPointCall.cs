using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daemonize.Integration.Tests.Infrastructure;

/// <summary>
/// Calls the entry point of a program to get its host, as tools with Microsoft.Extensions.HostFactoryResolver do: on a separate thread,
/// listening for the events of the host builder that this thread calls.
/// </summary>
internal sealed class EntryPointCall(Assembly program)
    : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly AsyncLocal<EntryPointCall?> Current = new();

    private readonly TaskCompletionSource<IHost> _host = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? _listeners;

    /// <summary>Whether an exception ends the entry point when the host is built.</summary>
    public bool AbortsWhenBuilt { get; init; }

    /// <summary>Called when the host is about to be built.</summary>
    public Action<IHostBuilder>? Configure { get; init; }

    public IHost GetHost(params string[] args)
    {
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
        new Thread(() => Call(args)) { IsBackground = true }.Start();
        return _host.Task.WaitAsync(Patience).GetAwaiter().GetResult();
    }

    /// <summary>The exception that ended the entry point, or null.</summary>
    public Exception? WaitForEnd() => _end.Task.WaitAsync(Patience).GetAwaiter().GetResult();

    /// <summary>Waits until the host has started.</summary>
    public static Task WaitForStartAsync(IHost host)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        return started.Task.WaitAsync(Patience);
    }

    public void Dispose() => _listeners?.Dispose();

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void OnNext(DiagnosticListener value)
    {
        if (Current.Value == this && value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this)
        {
            return;
        }

        if (value.Key == "HostBuilding")
        {
            Configure?.Invoke((IHostBuilder)value.Value!);
        }
        else if (value.Key == "HostBuilt")
        {
            _host.TrySetResult((IHost)value.Value!);
            if (AbortsWhenBuilt)
            {
                throw new HostAbortedException();
            }
        }
    }

    private void Call(string[] args)
    {
        Current.Value = this;
        try
        {
            var exitCode = program.EntryPoint!.Invoke(null, [args]);
            _host.TrySetException(new InvalidOperationException($"the entry point gave {exitCode}"));
            _end.SetResult(null);
        }
        catch (TargetInvocationException exception)
        {
            _host.TrySetException(exception.InnerException!);
            _end.SetResult(exception.InnerException);
        }
    }
}
