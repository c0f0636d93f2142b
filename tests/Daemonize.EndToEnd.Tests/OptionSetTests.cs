namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Options whose type is an enumeration with <c>[Flags]</c>: several names in one list, in several options, or in a variable.
/// </summary>
public sealed class OptionSetTests : EndToEndTest
{
    [Theory]
    [InlineData("5|")]
    [InlineData("5|", "--days", "mon,wed")]
    [InlineData("5|", "--days", "Mon, Wed")]
    [InlineData("6|", "-d", "tue", "--days=wed")]
    [InlineData("99|", "--days", "mon,weekend", "--days", "tue")]
    [InlineData("5|96", "--others", "weekend")]
    [InlineData("0|0", "--days=", "--others", "0")]
    [Trait("Issue", "15")]
    public async Task NamesAddUp(string expected, params string[] options)
    {
        (await Sandbox.RunAsync(App.Test, ["once", "sets", .. options])).ExitsWith(0);
        Assert.Equal([expected], await Sandbox.OutputAsync("options"));
    }

    [Fact]
    [Trait("Issue", "15")]
    public async Task VariableHoldsAListAndRestartKeepsIt()
    {
        Sandbox.Environment["TESTAPP_DAYS"] = "tue,wed";
        (await Sandbox.RunAsync(App.Test, "start", "sets", "--others", "mon", "--others", "weekend")).Succeeds();
        Sandbox.Environment["TESTAPP_DAYS"] = null;
        (await Sandbox.RunAsync(App.Test, "restart", "sets")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "restart", "sets", "--days", "weekend")).Succeeds();
        Assert.Equal(["6|97", "6|97", "96|97"], await Sandbox.OutputAsync("options", count: 3));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("mon,fri")]
    [InlineData("mon,,wed")]
    [Trait("Issue", "15")]
    public async Task AnythingElseIsAMistake(string text)
    {
        var start = (await Sandbox.RunAsync(App.Test, "start", "sets", "--days", text)).FailsInOneLine(App.Test, 2);
        Assert.Contains(
            "--days takes one of mon, tue, wed or weekend, or several of them, such as mon,tue, not '", start.Error,
            StringComparison.Ordinal);
    }
}
