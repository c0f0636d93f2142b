namespace Daemonize.Tests.Shared;

/// <summary>For tests that only root can run: of other users' processes and files, of mounts and containers.</summary>
internal static class RequiresRoot
{
    /// <summary>Skips the test for a user, and says so. On CI nothing is skipped unseen: there it fails.</summary>
    public static void Check()
    {
        Assert.False(IsMissing && IsCi, "needs root, which CI has");
        Assert.SkipWhen(IsMissing, "needs root");
    }

    private static bool IsMissing => !Environment.IsPrivilegedProcess;

    private static bool IsCi =>
        Environment.GetEnvironmentVariable("CI") is { Length: > 0 } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
