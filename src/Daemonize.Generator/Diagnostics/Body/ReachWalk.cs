using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>Walks breadth first from daemon methods and their callbacks along their calls, and reports what was found in each member that it comes to.</summary>
/// <param name="members">All members of the compilation that call or do something.</param>
/// <param name="report">Receives what is found.</param>
internal sealed class ReachWalk(ConcurrentDictionary<IMethodSymbol, MemberFacts> members, Action<Diagnostic> report)
{
    /// <summary>How many calls away from the daemon method: farther down, hardly anybody would see what the daemon has to do with it.</summary>
    private const int MaxDepth = 16;

    /// <summary>How many members in all: some ten times what a large program reaches, and still over in milliseconds.</summary>
    private const int MaxMembers = 10_000;

    private readonly HashSet<IMethodSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<(IMethodSymbol Method, DaemonMark Root, int Depth)> _queue = [];

    /// <summary>Follows the calls of some daemon methods. What another walk has come to is not reported again.</summary>
    /// <param name="roots">The daemon methods.</param>
    /// <param name="isDirectoryChosen">Whether all of them set the directory that they work in.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public void Follow(DaemonMark[] roots, bool isDirectoryChosen, CancellationToken cancellationToken)
    {
        foreach (var root in roots)
        {
            Enqueue(root.Method, root, depth: 0);
            foreach (var callback in root.Callbacks)
            {
                Enqueue(callback, root, depth: 0);
            }
        }

        while (_queue.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (method, root, depth) = _queue.Dequeue();
            if (members.TryGetValue(method, out var facts))
            {
                Report(facts, root, isDirectoryChosen);
                EnqueueCallees(facts, root, depth + 1);
            }
        }
    }

    private void EnqueueCallees(MemberFacts facts, DaemonMark root, int depth)
    {
        if (depth > MaxDepth || facts.Callees is null)
        {
            return;
        }

        foreach (var callee in facts.Callees)
        {
            Enqueue(callee, root, depth);
        }
    }

    private void Enqueue(IMethodSymbol method, DaemonMark root, int depth)
    {
        if (_seen.Count < MaxMembers && _seen.Add(method))
        {
            _queue.Enqueue((method, root, depth));
        }
    }

    private void Report(MemberFacts facts, DaemonMark root, bool isDirectoryChosen)
    {
        foreach (var finding in facts.Findings ?? [])
        {
            if (!(finding.IsAboutDirectory && isDirectoryChosen))
            {
                report(finding.ToDiagnostic($"'{facts.DisplayName}' (reached from daemon method '{root.Method.ContainingType.Name}.{root.Method.Name}')"));
            }
        }
    }
}
