using System.Globalization;
using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>What a user can reach by the modes of files. Lists of access and other rules of the kernel are not looked at.</summary>
/// <param name="UserId">The id of the user.</param>
/// <param name="Groups">The ids of the groups that the user is in.</param>
internal sealed record UserRights(uint UserId, IReadOnlyCollection<uint> Groups)
{
    private const int Search = 1;
    private const int Read = 4;

    /// <summary>Gets the rights of a user with the groups that the databases have.</summary>
    public static UserRights Of(uint user)
    {
        HashSet<uint> groups = [];
        if (UserDatabase.FindUser(user) is { } entry)
        {
            groups.Add(entry.GroupId);
            groups.UnionWith(ParseGroups(Encoding.UTF8.GetString(ProcFs.TryReadAll("/etc/group", out _) ?? []), entry.Name));
        }

        return new UserRights(user, groups);
    }

    /// <summary>Gets the groups that list a user, from the text of /etc/group.</summary>
    public static List<uint> ParseGroups(string text, string user)
    {
        List<uint> groups = [];
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(':') is [_, _, var id, var members, ..] && members.Split(',').Contains(user)
                && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                groups.Add(number);
            }
        }

        return groups;
    }

    /// <summary>Gets why the user cannot read a path, as the end of a sentence; null if nothing speaks against it.</summary>
    public string? Explain(string path)
    {
        for (var end = path.IndexOf('/', 1); end > 0; end = path.IndexOf('/', end + 1))
        {
            if (FileStat.TryRead(path[..end], out var directory, out _) && !Has(directory, Search))
            {
                return $"cannot be reached by its user, who may not enter {path[..end]}";
            }
        }

        return !FileStat.TryRead(path, out var facts, out var error) ? (error.IsNotFound ? "does not exist" : null)
            : facts.IsDirectory && !Has(facts, Search) ? "cannot be entered by its user"
            : facts.IsRegular && !Has(facts, Read) ? "cannot be read by its user"
            : null;
    }

    private bool Has(in FileStat facts, int right)
    {
        // The class of the first match decides, even if a later one has more rights (path_resolution(7)).
        var shift =
            facts.Owner == UserId ? 6
            : Groups.Contains(facts.Group) ? 3
            : 0;
        return UserId == 0 || (facts.Permissions >> shift & right) != 0;
    }
}
