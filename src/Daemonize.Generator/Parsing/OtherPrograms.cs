using System.Collections.Immutable;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Parsing;

/// <summary>Finds the generated code of referenced programs that expose their internals, as a program does to its tests.</summary>
internal static class OtherPrograms
{
    /// <summary>Returns null if there is no such program.</summary>
    public static OtherProgramsModel? Find(Compilation compilation, CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is { } daemons && IsVisible(assembly, compilation))
            {
                names.Add(daemons.Name);
                names.UnionWith(FindNamespace(assembly)?.GetTypeMembers().Select(static type => type.Name) ?? []);
            }
        }

        return names.Count == 0
            ? null
            : new OtherProgramsModel(new(names.Where(name => !IsTaken(name, compilation, cancellationToken)).ToImmutableArray()));
    }

    // A type of a reference with an alias cannot be confused with a type of this program.
    private static bool IsVisible(IAssemblySymbol assembly, Compilation compilation) =>
        assembly.GivesAccessTo(compilation.Assembly)
        && (compilation.GetMetadataReference(assembly) is not { Properties.Aliases: { Length: > 0 } aliases }
        || aliases.Contains("global"));

    private static INamespaceSymbol? FindNamespace(IAssemblySymbol assembly)
    {
        var current = assembly.GlobalNamespace;
        foreach (var part in WellKnownNames.GeneratedNamespace.Split('.'))
        {
            current = current?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return current;
    }

    private static bool IsTaken(string name, Compilation compilation, CancellationToken cancellationToken) =>
        compilation.GlobalNamespace.GetMembers(name).Any()
        || compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellationToken) is CompilationUnitSyntax root
            && root.Usings.Any(@using => @using.Alias?.Name.Identifier.ValueText == name));
}
