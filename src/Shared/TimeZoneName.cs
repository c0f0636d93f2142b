namespace Daemonize;

/// <summary>Finds time zones by name. The generator and the runtime share this file, so both accept the same names.</summary>
internal static class TimeZoneName
{
    public const string Local = "local";

    public const string Accepted = "an IANA name such as Europe/Berlin, UTC, or " + Local;

    /// <summary>Finds a time zone of this machine.</summary>
    public static bool TryFind(string name, out TimeZoneInfo zone)
    {
        zone = name == Local ? TimeZoneInfo.Local : TimeZoneInfo.Utc;
        if (name is Local or "UTC")
        {
            return true;
        }

        try
        {
            zone = TimeZoneInfo.FindSystemTimeZoneById(name);
            return true;
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException
            or System.Security.SecurityException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
