using Daemonize.Generator.CSharp;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>A daemon method, and the settings that decide what it may do.</summary>
/// <param name="Method">The symbol of the daemon method.</param>
/// <param name="Callbacks">The other methods that the daemon calls: the callbacks that the attribute names, and the signal handlers of the
/// type.</param>
/// <param name="HasSchedule">Whether the method runs repeatedly, in which case a run may be short.</param>
/// <param name="HasWorkingDirectory">Whether the user has set a working directory.</param>
/// <param name="IsCluster">Whether the processes of the daemon share a schedule.</param>
internal sealed record DaemonMark(
    IMethodSymbol Method, IMethodSymbol[] Callbacks, bool HasSchedule, bool HasWorkingDirectory, bool IsCluster)
{
    /// <summary>Gets the method as the place of a finding, for a message.</summary>
    public string Place => $"daemon method '{Method.Name}'";

    /// <summary>
    /// Returns null for a method that is not marked, and for one that cannot be a daemon, which is the first mistake to report.
    /// </summary>
    public static DaemonMark? Find(IMethodSymbol method, INamedTypeSymbol daemonAttribute)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: true })
        {
            return null;
        }

        foreach (var attribute in method.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, daemonAttribute))
            {
                var hasSchedule = HasSetting(attribute, "Interval") || HasSetting(attribute, "Delay") || HasSetting(attribute, "Cron");
                var isCluster = attribute.NamedArguments.Any(
                    static argument => argument is { Key: "Scope", Value.Value: 1 } or { Key: "Shards", Value.Value: int and > 0 });
                return new DaemonMark(
                    method, FindCallbacks(method, attribute), hasSchedule, HasSetting(attribute, "WorkingDirectory"), isCluster);
            }
        }

        return null;
    }

    /// <summary>Orders methods by file, then by position in it.</summary>
    public static int ComparePositions(DaemonMark left, DaemonMark right)
    {
        var (leftPlace, rightPlace) = (left.Method.Locations[0], right.Method.Locations[0]);
        var byFile = string.CompareOrdinal(leftPlace.SourceTree?.FilePath, rightPlace.SourceTree?.FilePath);
        return byFile != 0 ? byFile : leftPlace.SourceSpan.CompareTo(rightPlace.SourceSpan);
    }

    private static IMethodSymbol[] FindCallbacks(IMethodSymbol method, AttributeData attribute)
    {
        var names = attribute.NamedArguments
            .Where(
                static argument =>
                    argument.Key.StartsWith("On", StringComparison.Ordinal) && argument.Value.Kind == TypedConstantKind.Primitive)
            .Select(static argument => argument.Value.Value as string)
            .ToArray();
        return
        [
            .. method.ContainingType.GetMembers().OfType<IMethodSymbol>()
                .Where(
                    member =>
                        member is { IsStatic: true, MethodKind: MethodKind.Ordinary }
                            && (names.Contains(member.Name) || IsSignalHandler(member)))
                .Select(MemberScan.Normalize),
        ];
    }

    private static bool IsSignalHandler(IMethodSymbol method) =>
        method.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("Daemonize", "DaemonSignalAttribute"));

    // Null is the default of every setting.
    private static bool HasSetting(AttributeData attribute, string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return argument.Value.Value is not null;
            }
        }

        return false;
    }
}
