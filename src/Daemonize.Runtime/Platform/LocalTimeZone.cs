using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>
/// Checks the time zone of this machine, or of TZ. If .NET cannot read what they name, <see cref="TimeZoneInfo.Local"/> is UTC without an
/// error, and a cron daemon would tick at the wrong hours.
/// </summary>
internal static class LocalTimeZone
{
    private const string Link = "/etc/localtime";

    /// <summary>The names of UTC in the documentation of TZ, which are UTC also on a machine without time zone data.</summary>
    private static readonly string[] UtcNames = ["UTC", "UCT", "GMT", "Universal", "Zulu", "Greenwich", "Z"];

    /// <summary>Gets why <see cref="TimeZoneInfo.Local"/> is wrong; null if it is right.</summary>
    /// <param name="given">The TZ that the daemon gets, if it differs from the TZ of this process; null if it is the same.</param>
    public static string? FindProblem(string? given = null)
    {
        if (given is not null)
        {
            return FindProblemOf(given, isInUse: false);
        }

        // A zone with another name than UTC has been found and is right; the check costs no more than this.
        return TimeZoneInfo.Local.Id != TimeZoneInfo.Utc.Id ? null
            : Environment.GetEnvironmentVariable("TZ") is { } variable ? FindProblemOf(variable, isInUse: true)
            : FindProblemOfLink();
    }

    /// <summary>
    /// Checks TZ: the name of a zone or the path of its file, optionally after a colon, or a rule (tzset(3)). .NET does not read rules.
    /// </summary>
    private static string? FindProblemOf(string variable, bool isInUse)
    {
        var name = variable.StartsWith(':') ? variable[1..] : variable;
        return IsUtc(name) || IsFound(name, isInUse) ? null
            : IsRule(name) ? $"TZ is '{OneLine.From(variable)}', a rule, which .NET does not read"
            : $"TZ is '{OneLine.From(variable)}', which this machine does not know: it is mistaken, or {NoZones}";
    }

    /// <summary>
    /// Checks /etc/localtime. Without the file, the time zone is UTC (localtime(5)); a link that leads nowhere was meant for another zone.
    /// </summary>
    private static string? FindProblemOfLink()
    {
        if (!FileStat.TryReadLink(Link, out _, out var error) && error.IsNotFound)
        {
            return null;
        }

        var target = SmallFile.TryReadTarget(Link);
        return (target is not null && IsUtc(target)) || IsReadable(Link) ? null
            : target is null ? $"{Link} is not a time zone that .NET can read"
            : $"{Link} leads to {OneLine.From(target)}, which this program does not find: {NoZones}";
    }

    /// <summary>Whether the name is one of UTC, such as <c>Etc/UTC</c>, a rule for it, such as <c>UTC0</c>, or empty.</summary>
    private static bool IsUtc(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        var end = last.TrimEnd('0');
        end = end.Length < last.Length && end is [.., '+' or '-'] ? end[..^1] : end;

        // Another rule can end with /0 too: the hour at which daylight saving ends.
        return name.Length == 0 || Array.Exists(UtcNames, utc => utc.Equals(end.Trim('<', '>'), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Whether a zone can be found. A zone that is in use although <see cref="TimeZoneInfo.Local"/> is UTC must have the rules of UTC.
    /// </summary>
    private static bool IsFound(string name, bool isInUse) => name.StartsWith('/')
        ? IsReadable(name)
        : TimeZoneName.TryFind(name, out var zone) && (!isInUse || zone.HasSameRules(TimeZoneInfo.Utc));

    /// <summary>Whether the program is built or started in invariant mode, where every time zone is UTC.</summary>
    private static bool IsInvariant =>
        AppContext.TryGetSwitch("System.TimeZoneInfo.Invariant", out var isInvariant) ? isInvariant
        : Environment.GetEnvironmentVariable("DOTNET_SYSTEM_TIMEZONE_INVARIANT") is "1" or "true" or "True";

    private static string NoZones =>
        IsInvariant ? "the program is built without time zones (InvariantTimezone)" : "the package tzdata is not installed";

    private static bool IsReadable(string path) => !IsInvariant && IsZoneFile(path);

    /// <summary>
    /// Whether the text is a rule such as <c>CET-1CEST,M3.5.0,M10.5.0/3</c>: a name, and the time to add to local time to get UTC.
    /// </summary>
    private static bool IsRule(string name)
    {
        var rest = name.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return name.StartsWith('<') || (name.Length - rest.Length >= 3 && rest.TrimStart("+-") is [>= '0' and <= '9', ..]);
    }

    /// <summary>Whether the file begins with the four letters of tzfile(5).</summary>
    private static bool IsZoneFile(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        return SmallFile.TryReadStart(path, magic) && magic.SequenceEqual("TZif"u8);
    }
}
