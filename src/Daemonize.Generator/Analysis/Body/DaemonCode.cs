using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Collects the members of a compilation, and reports the findings in members that a daemon reaches.</summary>
internal sealed class DaemonCode(INamedTypeSymbol daemonAttribute)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MemberFacts> _members = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentBag<DaemonMark> _marks = [];

    /// <summary>Records the facts about a member. Reports the findings in a daemon method at once.</summary>
    public void Add(OperationBlockAnalysisContext context)
    {
        // Initializers of fields and properties run when a type is first used, which this walk does not follow.
        if (context.OwningSymbol is not IMethodSymbol symbol)
        {
            return;
        }

        var method = MemberScan.Normalize(symbol);
        var scan = new MemberScan(method, context.OperationBlocks);
        scan.Run();
        var mark = DaemonMark.Find(method, daemonAttribute);
        if (mark is not null)
        {
            _marks.Add(mark);
            BodyRules.CheckDaemonMethod(mark, scan, context.ReportDiagnostic);
        }

        var facts = new MemberFacts(method, ReportAtOnce(scan.Findings, mark, context.ReportDiagnostic), scan.Callees);
        if (facts.HasFacts)
        {
            _members.TryAdd(method, facts);
        }
    }

    /// <summary>Reports the findings in the members that a daemon reaches.</summary>
    public void ReportReached(CompilationAnalysisContext context)
    {
        // The order of the bag varies between runs. The daemon that a report names for a member must stay the same.
        var marks = _marks.ToArray();
        Array.Sort(marks, DaemonMark.ComparePositions);

        // Daemons that work in '/' come first. Members that only the second walk reaches belong to daemons that set a directory.
        var walk = new ReachWalk(_members, context.ReportDiagnostic);
        walk.Follow(Array.FindAll(marks, static mark => !mark.HasWorkingDirectory), isDirectoryChosen: false, context.CancellationToken);
        walk.Follow(Array.FindAll(marks, static mark => mark.HasWorkingDirectory), isDirectoryChosen: true, context.CancellationToken);
    }

    // Returns the findings that remain for the end of the compilation.
    private static List<Finding>? ReportAtOnce(List<Finding>? findings, DaemonMark? mark, Action<Diagnostic> report)
    {
        List<Finding>? rest = null;
        foreach (var finding in findings ?? [])
        {
            if (finding.IsAnywhere || (mark is not null && !(finding.IsAboutDirectory && mark.HasWorkingDirectory)))
            {
                report(finding.ToDiagnostic(mark?.Place ?? ""));
            }
            else
            {
                (rest ??= []).Add(finding);
            }
        }

        return rest;
    }
}
