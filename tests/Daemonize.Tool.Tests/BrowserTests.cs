namespace Daemonize.Tool.Tests;

/// <summary>The page in a real browser, by the scripts in Browser/, against the real server and real daemons.</summary>
public sealed class BrowserTests : BrowserTest
{
    [Theory]
    [InlineData("login")]
    [InlineData("acting")]
    [InlineData("live")]
    [InlineData("keyboard")]
    [InlineData("accessibility")]
    [InlineData("hostile")]
    [InlineData("tabs")]
    [InlineData("libraries")]
    public async Task PageIsAsItsScriptsSay(string script)
    {
        await StartAsync("beat");
        await StartAsync("hostility");

        // By their names, which the scripts look for on the page: only these tests, one after the other, have such daemons.
        await PassesAsync(script, "testapp/beat", "testapp/hostility");
    }
}
