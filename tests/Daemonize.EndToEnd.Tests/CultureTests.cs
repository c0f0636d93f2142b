namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// No verb loads the culture data of the system (ICU), which would take a third of the time of a <c>status</c>, in each process of a start.
/// </summary>
public sealed class CultureTests : EndToEndTest
{
    /// <summary>A version that no machine has: the runtime aborts when it is about to load it.</summary>
    public CultureTests() => Sandbox.Environment["DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU"] = "99.9";

    [Fact]
    public async Task VerbsLoadNoCulture()
    {
        (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(3);
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "list")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "reload", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "restart", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
    }

    [Fact]
    public async Task CountsOfTicksNeedNoCulture()
    {
        (await Sandbox.RunAsync(App.Test, "start", "tick")).Succeeds();
        await Wait.ForFileAsync(Sandbox.Daemon("tick").StatusFile, static text => text.Contains("\"ticks\":", StringComparison.Ordinal));

        var status = (await Sandbox.RunAsync(App.Test, "status", "tick")).Succeeds().Output;
        Assert.Matches("^tick +running +pid [0-9]+ .* ticks?, 0 failed .* MB +cpu [0-9]+\\.[0-9]s\n$", status);
        (await Sandbox.RunAsync(App.Test, "stop", "tick")).Succeeds();
    }
}
