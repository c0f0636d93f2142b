using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Walks the models in the generator's pipeline.</summary>
internal static class ModelGraph
{
    /// <summary>
    /// Fails if an object in the graph belongs to a compilation: it would keep the compilation alive and never equal its successor.
    /// </summary>
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
