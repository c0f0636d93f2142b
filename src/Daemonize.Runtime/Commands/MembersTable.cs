using System.Globalization;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Formats the members of daemons as a table.</summary>
internal static class MembersTable
{
    private const string None = "-";
    private const string Yellow = "\e[33m";

    /// <summary>Formats the table; empty without a member.</summary>
    /// <param name="members">The members, one line each.</param>
    /// <param name="withDaemon">Whether each line begins with the name of the daemon.</param>
    /// <param name="style">The width, the colours and the time zone.</param>
    public static string Format(IReadOnlyList<MemberStatus> members, bool withDaemon, HistoryStyle style)
    {
        if (members.Count == 0)
        {
            return "";
        }

        string[] headings = ["HOST", "PID", "ROLE", "SHARDS", "VERSION", "NEXT SLOT", "LAST SEEN", ""];
        var columns = new TextColumns(withDaemon ? ["DAEMON", .. headings] : headings, [.. Enumerable.Range(0, 9)], drop: []);
        foreach (var member in members)
        {
            string[] cells =
            [
                member.Host, member.ProcessId.ToString(CultureInfo.InvariantCulture), WordOf(member.Role),
                member.HasShards ? member.Leases.ToString(CultureInfo.InvariantCulture) : None, member.Version,
                member.NextSlot is { } next ? TimeOf(next, style) : None,
                $"{Duration.Format(TimeSpan.FromSeconds((long)member.Silence.TotalSeconds))} ago",
                member.Warnings.Count == 0 ? "" : $"warning: {string.Join(", ", member.Warnings)}",
            ];
            columns.Add(withDaemon ? [member.Daemon, .. cells] : cells, member.Warnings.Count == 0 ? null : Yellow);
        }

        return string.Join('\n', columns.Format(style)) + "\n";
    }

    /// <summary>Gets the word for a role, in the table and for programs.</summary>
    public static string WordOf(MemberRole role) => role switch
    {
        MemberRole.Leader => "leader",
        MemberRole.Deputy => "deputy",
        _ => "follower",
    };

    /// <summary>Formats a time in the zone of the person who looks at it, without the date if it is today.</summary>
    private static string TimeOf(DateTimeOffset time, HistoryStyle style)
    {
        var local = TimeZoneInfo.ConvertTime(time, style.Zone);
        var isToday = local.Date == TimeZoneInfo.ConvertTime(style.Now, style.Zone).Date;
        return local.ToString(isToday ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
