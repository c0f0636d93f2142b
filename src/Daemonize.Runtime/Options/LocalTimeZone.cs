using Daemonize.Platform.Linux;

namespace Daemonize.Options;

/// <summary>
/// The time zone of this machine, or of TZ. <see cref="TimeZoneInfo.Local"/> is UTC, and says nothing, where .NET cannot read what they name: a cron daemon would tick
/// at the wrong hours.
/// </summary>
internal static class LocalTimeZone
{
    private const string Link = "/etc/localtime";

    /// <summary>What the documentation of TZ calls UTC, and is UTC also on a machine without any time zones.</summary>
    private static readonly string[] UtcNames = ["UTC", "UCT", "GMT", "Universal", "Zulu", "Greenwich", "Z"];

    /// <summary>Why <see cref="TimeZoneInfo.Local"/> is not what it should be; null where it is.</summary>
    /// <param name="given">TZ as the daemon is to have it, if that is not the TZ of this process; null for the same.</param>
    public static string? FindProblem(string? given = null)
    {
        if (given is not null)
        {
            return FindProblemOf(given, isInUse: false);
        }

        // It is never called so by mistake, and a zone that was found costs no more than this.
        return TimeZoneInfo.Local.Id != TimeZoneInfo.Utc.Id ? null
            : Environment.GetEnvironmentVariable("TZ") is { } variable ? FindProblemOf(variable, isInUse: true)
            : FindProblemOfLink();
    }

    /// <summary>TZ is the name of a zone or the path of its file, either of them behind a colon or not, or a rule (tzset(3)); .NET does not read rules.</summary>
    private static string? FindProblemOf(string variable, bool isInUse)
    {
        var name = variable.StartsWith(':') ? variable[1..] : variable;
        return IsUtc(name) || IsFound(name, isInUse) ? null
            : IsRule(name) ? $"TZ is '{OneLine.From(variable)}', a rule, which .NET does not read"
            : $"TZ is '{OneLine.From(variable)}', which this machine does not know: it is mistaken, or {NoZones}";
    }

    /// <summary>Without the file, the time zone is UTC (localtime(5)). A link that leads nowhere means another.</summary>
    private static string? FindProblemOfLink()
    {
        if (!FileStat.TryReadLink(Link, out _, out var errno) && errno is Libc.ENOENT or Libc.ENOTDIR)
        {
            return null;
        }

        var target = ProcFs.TryReadLink(Link);
        return (target is not null && IsUtc(target)) || IsReadable(Link) ? null
            : target is null ? $"{Link} is not a time zone that .NET can read"
            : $"{Link} leads to {OneLine.From(target)}, which this program does not find: {NoZones}";
    }

    /// <summary>A name of UTC, such as <c>Etc/UTC</c>, or a rule of it, such as <c>UTC0</c>; an empty text too.</summary>
    private static bool IsUtc(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        var end = last.TrimEnd('0');
        end = end.Length < last.Length && end is [.., '+' or '-'] ? end[..^1] : end;

        // A rule can end with /0 too: it is the hour at which daylight saving ends.
        return name.Length == 0 || Array.Exists(UtcNames, utc => utc.Equals(end.Trim('<', '>'), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A zone that is in use although <see cref="TimeZoneInfo.Local"/> is UTC must be as UTC is.</summary>
    private static bool IsFound(string name, bool isInUse) => name.StartsWith('/')
        ? IsReadable(name)
        : TimeZoneName.TryFind(name, out var zone) && (!isInUse || zone.HasSameRules(TimeZoneInfo.Utc));

    /// <summary>Whether the program is built, or was started, without time zones; then each of them is UTC.</summary>
    private static bool IsInvariant =>
        AppContext.TryGetSwitch("System.TimeZoneInfo.Invariant", out var isInvariant) ? isInvariant
        : Environment.GetEnvironmentVariable("DOTNET_SYSTEM_TIMEZONE_INVARIANT") is "1" or "true" or "True";

    private static string NoZones => IsInvariant ? "the program is built without time zones (InvariantTimezone)" : "the package tzdata is not installed";

    private static bool IsReadable(string path) => !IsInvariant && IsZoneFile(path);

    /// <summary>Such as <c>CET-1CEST,M3.5.0,M10.5.0/3</c>: a name, and the time that is added to it to get UTC.</summary>
    private static bool IsRule(string name)
    {
        var rest = name.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return name.StartsWith('<') || (name.Length - rest.Length >= 3 && rest.TrimStart("+-") is [>= '0' and <= '9', ..]);
    }

    /// <summary>tzfile(5): the file begins with four letters.</summary>
    private static bool IsZoneFile(string path)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY, 0);
        if (number < 0)
        {
            return false;
        }

        using var file = new Descriptor(number);
        Span<byte> magic = stackalloc byte[4];
        return Descriptor.Read(number, magic, out _) == magic.Length && magic.SequenceEqual("TZif"u8);
    }
}
