namespace Daemonize.EndToEnd.Tests;

/// <summary><c>once</c> runs one tick in the foreground and reports its result.</summary>
public sealed class OnceTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "43")]
    public async Task IsOneTick()
    {
        (await Sandbox.RunAsync(App.Test, "once", "tick")).ExitsWith(0);
        Assert.Equal(["1"], await Sandbox.OutputAsync("ticks"));
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("tick"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [Trait("Checklist", "47")]
    public async Task ExitsWithWhatTheTickReturns(string code)
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = code;
        (await Sandbox.RunAsync(App.Test, "once", "code")).ExitsWith(int.Parse(code, null));
    }

    [Fact]
    [Trait("Checklist", "47")]
    public async Task FailsWhenTheTickThrows()
    {
        var once = (await Sandbox.RunAsync(App.Test, "once", "fail")).ExitsWith(1);
        Assert.Empty(once.Output);
        Assert.Contains("System.InvalidOperationException: tick 1 went wrong\n", once.Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("fail"));
    }
}
