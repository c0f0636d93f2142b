using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>All rules about the code of daemon methods.</summary>
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

    /// <summary>Passes an operation to the rules for its kind.</summary>
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

    /// <summary>Checks a daemon method as a whole, and reports a mistake.</summary>
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
