using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>Collects the members of a compilation, and reports what a daemon reaches of what was found in them.</summary>
internal sealed class DaemonCode(INamedTypeSymbol daemonAttribute)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MemberFacts> _members = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentBag<DaemonMark> _marks = [];

    /// <summary>Notes what a member does; of a daemon method, tells at once.</summary>
    public void Add(OperationBlockAnalysisContext context)
    {
        // Initializers of fields and properties run when a type is first used, which is beyond this walk.
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

    /// <summary>Reports what stands in the members that a daemon reaches.</summary>
    public void ReportReached(CompilationAnalysisContext context)
    {
        // The bag's order changes from run to run; through which daemon a member is said to be reached must not.
        var marks = _marks.ToArray();
        Array.Sort(marks, DaemonMark.ComparePositions);

        // What no daemon in '/' reaches, its daemons have chosen a directory for.
        var walk = new ReachWalk(_members, context.ReportDiagnostic);
        walk.Follow(Array.FindAll(marks, static mark => !mark.HasWorkingDirectory), isDirectoryChosen: false, context.CancellationToken);
        walk.Follow(Array.FindAll(marks, static mark => mark.HasWorkingDirectory), isDirectoryChosen: true, context.CancellationToken);
    }

    // Gives what is left for the end of the compilation.
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
