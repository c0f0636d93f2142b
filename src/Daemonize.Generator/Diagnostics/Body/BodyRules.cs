using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>All rules about what daemon methods do.</summary>
internal static class BodyRules
{
    private static readonly BodyRule[] All =
    [
        new LoopRule(),
        new SleepRule(),
        new BlockingRule(),
        new DelayRule(),
        new ConsoleRule(),
        new PathRule(),
        new CurrentDirectoryRule(),
        new ProcessEndRule(),
        new SignalRule(),
        new MutexRule(),
    ];

    private static readonly BodyRule[]?[] ByKind = GroupByKind();

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.CreateRange(
    [
        DiagnosticDescriptors.MethodShouldTakeCancellationToken,
        DiagnosticDescriptors.CancellationTokenShouldBeUsed,
        .. All.Select(static rule => rule.Descriptor),
    ]);

    /// <summary>Lets the rules that want it see an operation.</summary>
    public static void Check(IOperation operation, MemberScan scan)
    {
        if ((uint)operation.Kind < (uint)ByKind.Length && ByKind[(int)operation.Kind] is { } rules)
        {
            foreach (var rule in rules)
            {
                rule.Check(operation, scan);
            }
        }
    }

    /// <summary>Reports what is wrong with a daemon method as a whole.</summary>
    public static void CheckDaemonMethod(DaemonMark mark, MemberScan scan, Action<Diagnostic> report)
    {
        if (DaemonMethodRules.Check(mark, scan) is { } diagnostic)
        {
            report(diagnostic);
        }
    }

    private static BodyRule[]?[] GroupByKind()
    {
        var table = new BodyRule[]?[All.Max(static rule => rule.Kinds.Max(static kind => (int)kind)) + 1];
        foreach (var kind in All.SelectMany(static rule => rule.Kinds).Distinct())
        {
            table[(int)kind] = Array.FindAll(All, rule => rule.Kinds.Contains(kind));
        }

        return table;
    }
}
