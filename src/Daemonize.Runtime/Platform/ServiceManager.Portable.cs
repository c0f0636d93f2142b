namespace Daemonize.Platform;

/// <summary>
/// The service manager that started this process and receives its state. Nothing implements it: on this system there is none.
/// </summary>
internal abstract class ServiceManager
{
    /// <summary>Gets the longest time between two watchdog messages; null if the manager expects none.</summary>
    public abstract TimeSpan? WatchdogPeriod { get; }

    /// <summary>Gives a warning if another program stands between the service manager and this process; null otherwise.</summary>
    public static string? FindForeign() => null;

    /// <summary>Finds the service manager; null if there is none.</summary>
    /// <param name="isJournal">Whether standard error is connected to a journal that expects the priority of each line.</param>
    public static ServiceManager? Enter(out bool isJournal)
    {
        isJournal = false;
        return null;
    }

    public abstract void Ready(string status);

    public abstract void Reloading();

    public abstract void Stopping();

    public abstract void Status(string status);

    public abstract void ExtendTimeout(TimeSpan more);

    public abstract void Watchdog();
}
