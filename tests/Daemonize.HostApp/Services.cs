namespace HostApp;

/// <summary>A singleton for all ticks.</summary>
internal sealed class Total : IDisposable
{
    public int Sum { get; private set; }

    public void Add(int number) => Sum += number;

    public void Dispose() => Console.WriteLine($"total {Sum} disposed");
}

/// <summary>A scoped service, one for each tick.</summary>
internal sealed class Scoped(ILogger<Scoped> logger) : IAsyncDisposable
{
    private int _uses;

    public int Use() => ++_uses;

    public ValueTask DisposeAsync()
    {
        logger.LogInformation("scope disposed after {Uses}", _uses);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A service that is not registered.</summary>
internal sealed class Missing;
