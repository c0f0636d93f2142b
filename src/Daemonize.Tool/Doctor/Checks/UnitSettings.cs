namespace Daemonize.Tool.Doctor.Checks;

/// <summary>
/// The settings in the file of a service manager, with the drop-ins of systemd. Of a key that is there several times the last counts.
/// </summary>
internal sealed class UnitSettings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private UnitSettings(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line is not ['#' or ';', ..] && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var end)
            {
                _values[line[..end].Trim()] = line[(end + 1)..].Trim();
            }
        }
    }

    public static UnitSettings Parse(IEnumerable<string> lines) => new(lines);

    public static UnitSettings Read(string file)
    {
        var dropIns = file + ".d";
        IEnumerable<string> files = Directory.Exists(dropIns)
            ? [file, .. Directory.EnumerateFiles(dropIns, "*.conf").Order(StringComparer.Ordinal)]
            : [file];
        return new UnitSettings([.. files.SelectMany(File.ReadLines)]);
    }

    /// <summary>Gets the value of the first of the keys that is there; null for none.</summary>
    public string? ValueOf(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (_values.TryGetValue(key, out var value))
            {
                return value;
            }
        }

        return null;
    }
}
