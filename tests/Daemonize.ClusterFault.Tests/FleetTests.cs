using System.Runtime.CompilerServices;

namespace Daemonize.ClusterFault.Tests;

/// <summary>samples/Fleet/try: three hosts, which are network namespaces, with a server on a fourth.</summary>
public sealed class FleetTests : EndToEndTest
{
    /// <summary>The script runs many programs one after the other: half a minute on an idle machine, and more on a busy one.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task EachArticleIsThereOnceAfterAHostWasKilled()
    {
        RequiresRoot.Check();
        Sandbox.Environment["FLEET_PROGRAM"] = new App("Fleet", "fleet").File;
        var result = await Sandbox.Begin(Script(), "1").CompleteAsync(Limit);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches("host-a killed in [1-4] ticks; its shards tick on host-b .*and host-c", result.Output);
        Assert.Matches("fetch: [1-9][0-9]+ slots, [1-9][0-9]+ ticked once, 0 twice, 0 missed, 0 interrupted, 0 lost", result.Output);
        Assert.EndsWith("exactly once\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistakeIsOneLine()
    {
        var result = await Sandbox.ExecuteAsync(Script(), "many");
        Assert.Equal((1, "try: ROUNDS is a number, such as 5\n"), (result.ExitCode, result.Error));
    }

    private static string Script([CallerFilePath] string path = "") => Path.GetFullPath("../../../samples/Fleet/try", path);
}
