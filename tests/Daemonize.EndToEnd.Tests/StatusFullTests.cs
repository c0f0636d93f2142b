namespace Daemonize.EndToEnd.Tests;

/// <summary>A disk without space for a second status file: the existing one is overwritten and stays correct.</summary>
public sealed class StatusFullTests : EndToEndTest
{
    [Fact]
    public async Task FullDiskCostsNeitherTheDaemonNorItsAccount()
    {
        var result = await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs -o size=16k none "$RUNTIME_DIRECTORY"
            "$app" start walk
            file=$RUNTIME_DIRECTORY/walk.status
            ticks() { sed 's/.*"ticks":\([0-9]*\).*/\1/' "$file"; }
            ticking() { [ "$(ticks)" -gt "$1" ]; }
            await grep -qs '"ticks":' "$file"
            dd if=/dev/zero of="$RUNTIME_DIRECTORY/ballast" bs=1k 2>/dev/null || true
            await ticking "$(ticks)"
            await ticking "$(ticks)"
            [ "$(stat -c %s "$RUNTIME_DIRECTORY/ballast")" -gt 0 ] || fail 'the disk was not full'
            "$app" reload walk
            "$app" status walk
            rm "$RUNTIME_DIRECTORY/ballast"
            await ticking "$(ticks)"
            [ ! -e "$file.new" ] || fail 'half a file is left'
            "$app" stop walk
            "$app" status walk || true
            """);
        Assert.Matches("walk  running  pid [0-9]+ ", result.Output);
        Assert.Contains("walk  stopped  stopped by SIGTERM", result.Output, StringComparison.Ordinal);
    }
}
