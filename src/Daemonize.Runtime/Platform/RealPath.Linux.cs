using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Resolves the symbolic links in paths (realpath(3)).</summary>
internal static class RealPath
{
    /// <summary>Resolves the directories of a path, as far as they exist. Its last name stays as it is.</summary>
    public static unsafe string Of(string path)
    {
        var resolved = stackalloc byte[Libc.PATH_MAX];
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (Libc.realpath(path[..end], resolved) != 0)
            {
                var directory = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(resolved));
                return directory == "/" ? path[end..] : directory + path[end..];
            }
        }

        return path;
    }
}
