using System.Globalization;
using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>Reads a time, which is local if it has no offset.</summary>
internal static class LocalInstant
{
    /// <summary>Reads the time. Throws if the text has no offset and the local time zone is unknown: .NET would use UTC.</summary>
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
