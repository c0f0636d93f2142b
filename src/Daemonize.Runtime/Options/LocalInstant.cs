using System.Globalization;

namespace Daemonize.Options;

/// <summary>A time as text, which is local where it has no offset.</summary>
internal static class LocalInstant
{
    /// <summary>Throws where the text has no offset and the local time zone is not known: .NET would take UTC.</summary>
    public static bool TryParse(string text, string[] forms, out DateTimeOffset time)
    {
        if (!DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out time))
        {
            return false;
        }

        var isLocal = DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var plain)
            && plain.Kind == DateTimeKind.Unspecified;
        if (isLocal && LocalTimeZone.FindProblem() is { } problem)
        {
            throw new DaemonException(
                $"'{OneLine.From(text)}' has no offset, but {problem}; write an offset, such as Z for UTC, or set TZ to an IANA name",
                DaemonExitCode.Usage);
        }

        return true;
    }
}
