namespace Daemonize.Tool.Doctor.Checks;

/// <summary>A line of /proc/self/mountinfo (proc_pid_mountinfo(5)).</summary>
/// <param name="Root">The directory of the file system that is mounted.</param>
/// <param name="Point">Where it is mounted.</param>
/// <param name="Type">The type of the file system.</param>
/// <param name="SuperOptions">The options of the file system, with commas between them.</param>
internal sealed record MountTable(string Root, string Point, string Type, string SuperOptions)
{
    public static List<MountTable> Parse(string text)
    {
        List<MountTable> mounts = [];
        foreach (var line in text.Split('\n'))
        {
            // Optional fields end with a hyphen.
            var fields = line.Split(' ');
            var end = Array.IndexOf(fields, "-");
            if (end >= 6 && fields.Length > end + 3)
            {
                mounts.Add(new MountTable(Unescape(fields[3]), Unescape(fields[4]), fields[end + 1], fields[end + 3]));
            }
        }

        return mounts;
    }

    /// <summary>Gets the path that the kernel has written, with a space as <c>\040</c>.</summary>
    private static string Unescape(string path) => path
        .Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
