namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>
/// A test with a sandbox. The framework disposes of the sandbox, so leftover processes are reported together with the failure that caused
/// them.
/// </summary>
public abstract class EndToEndTest : IAsyncDisposable
{
    private readonly List<Sandbox> _others = [];

    private protected Sandbox Sandbox { get; } = new();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        await Sandbox.DisposeAsync();
    }

    /// <summary>Creates another sandbox, isolated from the first.</summary>
    private protected Sandbox CreateSandbox()
    {
        _others.Add(new Sandbox());
        return _others[^1];
    }
}
