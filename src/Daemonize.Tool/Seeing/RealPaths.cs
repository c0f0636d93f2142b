using Daemonize.Platform;

namespace Daemonize.Tool.Seeing;

/// <summary>Resolves the symbolic links in paths, each directory once: hundreds of daemons have their files in the same one.</summary>
internal sealed class RealPaths
{
    private readonly Dictionary<string, string> _directories = new(StringComparer.Ordinal);

    /// <summary>Resolves the directories of a path, as far as they exist. Its last name stays as it is.</summary>
    public string Of(string path)
    {
        var name = Math.Max(0, path.LastIndexOf('/'));
        var directories = _directories.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!directories.TryGetValue(path.AsSpan(0, name), out var resolved))
        {
            resolved = RealPath.Of(path)[..^(path.Length - name)];
            _directories.Add(path[..name], resolved);
        }

        return string.Concat(resolved, path.AsSpan(name));
    }
}
