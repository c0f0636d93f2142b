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
    public static string? FindProblem() =>

        // It is never called so by mistake, and a zone that was found costs no more than this.
        TimeZoneInfo.Local.Id != TimeZoneInfo.Utc.Id ? null
        : Environment.GetEnvironmentVariable("TZ") is { } variable ? FindProblemOf(variable)
        : FindProblemOfLink();

    /// <summary>TZ is the name of a zone or the path of its file, either of them behind a colon or not, or a rule (tzset(3)); .NET does not read rules.</summary>
    private static string? FindProblemOf(string variable)
    {
        var name = variable.StartsWith(':') ? variable[1..] : variable;
        return IsUtc(name) || IsFound(name) ? null
            : IsRule(name) ? $"TZ is '{OneLine.From(variable)}', a rule, which .NET does not read"
            : $"TZ is '{OneLine.From(variable)}', which this machine does not know: it is mistaken, or the package tzdata is not installed";
    }

    /// <summary>Without the file, the time zone is UTC (localtime(5)). A link that leads nowhere means another.</summary>
    private static string? FindProblemOfLink()
    {
        if (!FileFacts.TryReadLink(Link, out _, out var errno) && errno is Libc.ENOENT or Libc.ENOTDIR)
        {
            return null;
        }

        var target = ProcFs.TryReadLink(Link);
        return (target is not null && IsUtc(target[(target.LastIndexOf('/') + 1)..])) || IsZoneFile(Link) ? null
            : target is null ? $"{Link} is not a time zone that .NET can read"
            : $"{Link} leads to {OneLine.From(target)}, which this machine does not have: the package tzdata is not installed";
    }

    /// <summary>A name of UTC, such as <c>Etc/UTC</c>, or a rule of it, such as <c>UTC0</c>; also none at all.</summary>
    private static bool IsUtc(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        var end = last.TrimEnd('0');
        end = end.Length < last.Length && end is [.., '+' or '-'] ? end[..^1] : end;
        return end.Length == 0 || Array.Exists(UtcNames, utc => utc.Equals(end.Trim('<', '>'), StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsFound(string name) => name.StartsWith('/')
        ? IsZoneFile(name) && !IsInvariant
        : TimeZoneName.TryFind(name, out var zone) && zone.HasSameRules(TimeZoneInfo.Utc);

    /// <summary>A program may be published without time zones; then each of them is UTC.</summary>
    private static bool IsInvariant => AppContext.TryGetSwitch("System.TimeZoneInfo.Invariant", out var isInvariant) && isInvariant;

    /// <summary>Such as <c>CET-1CEST,M3.5.0,M10.5.0/3</c>: a name, and the time that is added to it to get UTC.</summary>
    private static bool IsRule(string name) =>
        !name.Contains('/') && (name.StartsWith('<') || (name.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) > 2 && char.IsAsciiLetter(name[0])));

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
