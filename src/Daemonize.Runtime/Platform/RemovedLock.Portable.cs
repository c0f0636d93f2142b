namespace Daemonize.Platform;

/// <summary>Finds no daemon: .NET does not show the files that a process has open.</summary>
internal static class RemovedLock
{
    public static LockProbe? Find(string lockFile, LockRecord? last) => null;
}
