namespace Daemonize.EndToEnd.Tests;

/// <summary>A disk without space for the status file: the daemon goes on, and its account does when there is room again.</summary>
public sealed class StatusFullTests : EndToEndTest
{
    [Fact]
    public async Task FullDiskCostsTheAccountAndNotTheDaemon()
    {
        var result = await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs -o size=16k none "$RUNTIME_DIRECTORY"
            "$app" start walk
            file=$RUNTIME_DIRECTORY/walk.status
            ticks() { sed 's/.*"ticks":\([0-9]*\).*/\1/' "$file"; }
            ticking() { [ "$(ticks)" -gt "$1" ]; }
            await grep -qs '"ticks":' "$file"
            dd if=/dev/zero of="$RUNTIME_DIRECTORY/ballast" bs=1k 2>/dev/null || true
            sleep 1.2
            full=$(ticks)
            sleep 1.5
            [ "$(ticks)" = "$full" ] || fail 'the account goes on although the disk is full'
            [ ! -e "$file.new" ] || fail 'half a file is left'
            "$app" status walk
            rm "$RUNTIME_DIRECTORY/ballast"
            await ticking "$full"
            "$app" stop walk
            "$app" status walk || true
            """);
        Assert.Matches("walk  running  pid [0-9]+ ", result.Output);
        Assert.Contains("walk  stopped  stopped by SIGTERM", result.Output, StringComparison.Ordinal);
    }
}
