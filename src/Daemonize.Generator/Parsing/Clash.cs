using System.Collections.Immutable;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Two daemons that want the same thing.</summary>
/// <param name="Kind">What they want.</param>
/// <param name="Later">The index of the one that comes later.</param>
/// <param name="Earlier">The index of the first that has it.</param>
internal readonly record struct Clash(ClashKind Kind, int Later, int Earlier)
{
    public static ImmutableArray<Clash> Find(IReadOnlyList<ParsedMethod> methods)
    {
        var clashes = ImmutableArray.CreateBuilder<Clash>();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var handles = new Dictionary<string, int>(StringComparer.Ordinal);
        var pidFiles = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < methods.Count; i++)
        {
            if (methods[i].Name is not { } name)
            {
                continue;
            }

            var isNew = Claim(clashes, names, ClashKind.Name, name, i);
            if (isNew)
            {
                Claim(clashes, handles, ClashKind.Handle, DaemonName.ToHandle(name), i);
            }

            // A default pid file follows from the name: with the name taken, it would be a second error for one mistake.
            if (methods[i].Daemon is { } daemon && (isNew || daemon.Settings.PidFile is not null))
            {
                Claim(clashes, pidFiles, ClashKind.PidFile, NormalizePidFile(daemon), i);
            }
        }

        return clashes.ToImmutable();
    }

    private static bool Claim(ImmutableArray<Clash>.Builder clashes, Dictionary<string, int> owners, ClashKind kind, string value, int index)
    {
        if (owners.TryGetValue(value, out var owner))
        {
            clashes.Add(new Clash(kind, index, owner));
            return false;
        }

        owners.Add(value, index);
        return true;
    }

    // Only what is the same on every system: a ".." may lead elsewhere through a symbolic link.
    private static string NormalizePidFile(DaemonModel daemon)
    {
        var path = daemon.EffectivePidFile;
        var names = path.Split(['/'], StringSplitOptions.RemoveEmptyEntries).Where(static name => name != ".");
        return (path[0] == '/' ? "/" : "") + string.Join("/", names);
    }
}
