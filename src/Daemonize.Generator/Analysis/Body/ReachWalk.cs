using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>
/// Walks breadth first from daemon methods and their callbacks along their calls, and reports the findings in each member that it reaches.
/// </summary>
/// <param name="members">The members of the compilation that contain a call or a finding.</param>
/// <param name="report">Receives the diagnostics for the findings.</param>
internal sealed class ReachWalk(ConcurrentDictionary<IMethodSymbol, MemberFacts> members, Action<Diagnostic> report)
{
    /// <summary>
    /// The maximum number of calls from the daemon method. At a greater depth, users would hardly see the connection with the daemon.
    /// </summary>
    private const int MaxDepth = 16;

    /// <summary>The maximum number of members: about ten times what a large program reaches, and still a matter of milliseconds.</summary>
    private const int MaxMembers = 10_000;

    private readonly HashSet<IMethodSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<(IMethodSymbol Method, DaemonMark Root, int Depth)> _queue = [];

    /// <summary>Follows the calls of daemon methods. Members that an earlier walk has reached are not reported again.</summary>
    /// <param name="roots">The daemon methods where the walk starts.</param>
    /// <param name="isDirectoryChosen">Whether all of them set their working directory.</param>
    /// <param name="cancellationToken">Cancels the walk when signaled.</param>
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
                report(
                    finding.ToDiagnostic(
                        $"'{facts.DisplayName}' (reached from daemon method '{root.Method.ContainingType.Name}.{root.Method.Name}')"));
            }
        }
    }
}
