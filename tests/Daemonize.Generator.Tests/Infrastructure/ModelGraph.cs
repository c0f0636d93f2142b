using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Walks what flows through the pipeline.</summary>
internal static class ModelGraph
{
    /// <summary>Fails if anything in the graph belongs to a compilation: it would keep that alive, and never be equal to the next one.</summary>
    public static void AssertHoldsNoSymbols(object? value) => Walk(value, []);

    private static void Walk(object? value, HashSet<object> visited)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !visited.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or Diagnostic or AttributeData,
            $"{value.GetType()} in the pipeline");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, visited);
            }

            return;
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), visited);
        }
    }
}
