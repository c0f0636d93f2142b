using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Visits operations in text order, without recursion: expressions can be nested deeper than a stack allows.</summary>
internal static class OperationWalk
{
    public static IEnumerable<IOperation> Of(IOperation operation) => Of(ImmutableArray.Create(operation));

    public static IEnumerable<IOperation> Of(ImmutableArray<IOperation> roots)
    {
        var rest = new Stack<IOperation>();
        for (var i = roots.Length - 1; i >= 0; i--)
        {
            rest.Push(roots[i]);
        }

        while (rest.Count > 0)
        {
            var operation = rest.Pop();
            yield return operation;

            // nameof(Console.ReadLine) reads nothing.
            if (operation.Kind != OperationKind.NameOf)
            {
                foreach (var child in operation.ChildOperations.Reverse())
                {
                    rest.Push(child);
                }
            }
        }
    }
}
