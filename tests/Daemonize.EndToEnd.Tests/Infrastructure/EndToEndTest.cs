namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>
/// A test with a sandbox. It is disposed by the framework and not by the test, so that what is left behind is told beside the failure that caused it.
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

    /// <summary>One more, for what must not get in the way of the first.</summary>
    private protected Sandbox CreateSandbox()
    {
        _others.Add(new Sandbox());
        return _others[^1];
    }
}
