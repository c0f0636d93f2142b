using System.Collections;
using System.Diagnostics;

namespace Daemonize.Tools;

/// <summary>
/// Sets the settings of a tool as environment variables, which every host reads, from before the daemon method begins until its host is
/// built. Arguments are not enough: a builder reads its settings in its constructor, which the method may call without arguments. The
/// environment belongs to the process, so of two tools at a time, one waits. A tool that another tool calls while it configures its host
/// does not wait, because the outer tool does nothing meanwhile.
/// </summary>
internal sealed class HostEnvironment : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>
    /// The prefix of the host's own settings. Without it, they are settings of the application and override appsettings.json.
    /// </summary>
    private const string HostPrefix = "DOTNET_";

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private static readonly AsyncLocal<HostEnvironment?> Current = new();

    private readonly List<KeyValuePair<string, string?>> _before = [];
    private readonly bool _isNested;
    private readonly IDisposable _listeners;
    private int _isRestored;

    private HostEnvironment(bool isNested)
    {
        _isNested = isNested;
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    private bool IsRestored => Volatile.Read(ref _isRestored) != 0;

    /// <summary>
    /// Sets the variables for the code that runs after this call. They are restored when the host is built, or when the result is disposed.
    /// </summary>
    public static HostEnvironment Set(IReadOnlyDictionary<string, string> settings)
    {
        var isNested = Current.Value is { IsRestored: false };
        if (!isNested)
        {
            OneAtATime.Wait();
        }

        var environment = new HostEnvironment(isNested);
        Current.Value = environment;
        try
        {
            environment.SetAll(settings);
            return environment;
        }
        catch
        {
            environment.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _listeners.Dispose();
        Restore();
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (Current.Value == this && value.Name == HostTool.ListenerName)
        {
            // The subscription ends with the listener, which the builder disposes.
            _ = value.Subscribe(this);
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value == this && value.Key == HostTool.HostBuilt)
        {
            Restore();
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private void SetAll(IReadOnlyDictionary<string, string> settings)
    {
        var names = Names();
        foreach (var (key, text) in settings)
        {
            if (!key.Contains('\0', StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal))
            {
                SetOne(names, HostPrefix + key, text);
                if (IsFree(names, key))
                {
                    SetOne(names, key, text);
                }
            }
        }
    }

    /// <summary>
    /// Whether no variable of the process has the same name in another case, such as PATH for path, which other code reads by its exact
    /// name. A key with a section cannot be such a variable.
    /// </summary>
    private static bool IsFree(List<string> names, string key) =>
        key.Contains(':', StringComparison.Ordinal) || key.Contains("__", StringComparison.Ordinal)
        || names.Contains(key) || !names.Exists(other => IsSame(other, key));

    /// <summary>
    /// Sets a variable in every existing spelling. Configuration ignores case and does not distinguish "__" from ":", so if only one
    /// spelling were set, it would be undefined which one counts.
    /// </summary>
    private void SetOne(List<string> names, string name, string text)
    {
        var spellings = names.FindAll(other => IsSame(other, name));
        if (spellings.Count == 0)
        {
            spellings.Add(name);
        }

        foreach (var spelling in spellings)
        {
            _before.Add(new(spelling, Environment.GetEnvironmentVariable(spelling)));
            Environment.SetEnvironmentVariable(spelling, text);
        }
    }

    private void Restore()
    {
        if (Interlocked.Exchange(ref _isRestored, 1) != 0)
        {
            return;
        }

        // In reverse order: a variable that was set twice gets its first value back.
        for (var i = _before.Count - 1; i >= 0; i--)
        {
            Environment.SetEnvironmentVariable(_before[i].Key, _before[i].Value);
        }

        if (!_isNested)
        {
            OneAtATime.Release();
        }
    }

    private static List<string> Names()
    {
        List<string> names = [];
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            names.Add((string)variable.Key);
        }

        return names;
    }

    private static bool IsSame(string variable, string name) =>
        string.Equals(
            variable.Replace("__", ":", StringComparison.Ordinal), name.Replace("__", ":", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase);
}
