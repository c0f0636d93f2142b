namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// No disk space for the pid and lock files. A start without space for them fails and leaves nothing; a start with space for them succeeds.
/// For the log see <see cref="LogFullTests"/>.
/// </summary>
public sealed class DiskFullTests : EndToEndTest
{
    private const string Functions = """
        # Takes what is left, and what has become free meanwhile.
        fill() { cat /dev/zero >> "$RUNTIME_DIRECTORY/ballast" 2>/dev/null || :; }
        code() { code=0; "$@" || code=$?; echo "$code" >> "$out/codes"; }

        """;

    /// <summary>No block for the text of a file (the lock file is the first), or no inode for the file.</summary>
    [Theory]
    [InlineData("size=8k", "fill", "rm \"$RUNTIME_DIRECTORY/ballast\"")]
    [InlineData("size=8k", "\"$app\" start tick >/dev/null; \"$app\" stop tick >/dev/null; fill", "rm \"$RUNTIME_DIRECTORY/ballast\"")]
    [InlineData("nr_inodes=3", ": > \"$RUNTIME_DIRECTORY/x\"", "rm \"$RUNTIME_DIRECTORY/x\"")]
    [Trait("Issue", "5")]
    public async Task StartFailsBeforeAnythingRunsAndWorksWhenThereIsSpace(string limit, string fill, string free)
    {
        var result = await Sandbox.RunInMountNamespaceAsync($$"""
            {{Functions}}
            mount -t tmpfs -o {{limit}} none "$RUNTIME_DIRECTORY"
            {{fill}}
            rm -f "$out/ticks"
            code "$app" start tick
            code test -e "$RUNTIME_DIRECTORY/tick.pid"
            code test -e "$out/ticks"
            code "$app" status tick >/dev/null
            code "$app" stop tick >/dev/null
            {{free}}
            code "$app" start tick >/dev/null
            code "$app" status tick >/dev/null
            "$app" stop tick >/dev/null
            """);
        Assert.Matches("^testapp: cannot start tick: cannot write [^\n]*/tick.pid(.lock)?: no space left on device\n$", result.Error);
        Assert.Equal("", result.Output);
        Assert.Equal(["1", "1", "1", "3", "0", "0", "0"], await Sandbox.OutputAsync("codes", count: 7));
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>
    /// The new daemon reuses the old one's space on the disk. The daemon runs without a status file until there is space for it.
    /// </summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task RestartNeedsNoMoreThanThereWas()
    {
        await Sandbox.RunInMountNamespaceAsync($$"""
            {{Functions}}
            mount -t tmpfs -o size=32k none "$RUNTIME_DIRECTORY"
            "$app" start tick
            fill
            code "$app" restart tick
            code "$app" status tick
            code "$app" stop tick
            """);
        Assert.Equal(["0", "0", "0"], await Sandbox.OutputAsync("codes", count: 3));
        await Sandbox.WaitUntilEmptyAsync();
    }
}
