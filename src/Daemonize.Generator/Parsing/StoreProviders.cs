using System.Collections.Immutable;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Finds the stores that the program and its references provide. Most references do not refer to Daemonize, so their attributes are not
/// read.
/// </summary>
internal static class StoreProviders
{
    /// <summary>Returns the stores, ordered by scheme; none for a program that needs none.</summary>
    public static EquatableArray<StoreModel> Find(DaemonSet set, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!set.Daemons.Any(static daemon => daemon.Settings.IsCluster)
            || compilation.GetTypeByMetadataName(WellKnownNames.ClusterStoreProviderAttribute) is not { } attribute)
        {
            return default;
        }

        // Of two providers of a scheme, the program's own comes first.
        var stores = new SortedDictionary<string, StoreModel>(StringComparer.Ordinal);
        Add(stores, compilation.Assembly, attribute, compilation);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RefersTo(assembly, attribute.ContainingAssembly) && !IsAliased(assembly, compilation))
            {
                Add(stores, assembly, attribute, compilation);
            }
        }

        return new EquatableArray<StoreModel>(stores.Values.ToImmutableArray());
    }

    private static void Add(
        SortedDictionary<string, StoreModel> stores, IAssemblySymbol assembly, INamedTypeSymbol attribute, Compilation compilation)
    {
        foreach (var data in assembly.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute)
                && data.ConstructorArguments is [{ Value: INamedTypeSymbol provider }, { Kind: TypedConstantKind.Array } schemes]
                && CanOpen(provider, compilation))
            {
                foreach (var scheme in schemes.Values)
                {
                    if (scheme.Value is string { Length: > 0 } text && !stores.ContainsKey(text))
                    {
                        stores.Add(text, new StoreModel(text, provider.ToFullName(), HasSetup(provider, compilation)));
                    }
                }
            }
        }
    }

    /// <summary>Returns whether generated code can call the method that opens a store.</summary>
    private static bool CanOpen(INamedTypeSymbol provider, Compilation compilation) =>
        provider is { IsGenericType: false, IsUnboundGenericType: false }
        && provider.GetMembers("Open").OfType<IMethodSymbol>().Any(
            method => method is { IsStatic: true, Parameters: [{ Type.SpecialType: SpecialType.System_String }] }
                && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly));

    /// <summary>
    /// Returns whether generated code can read what sets up the store. Not every provider has that, and an explicit implementation cannot
    /// be called.
    /// </summary>
    private static bool HasSetup(INamedTypeSymbol provider, Compilation compilation) =>
        provider.GetMembers("Setup").OfType<IPropertySymbol>().Any(
            property => property is { IsStatic: true, GetMethod: { } get, Type.SpecialType: SpecialType.System_String }
                && compilation.IsSymbolAccessibleWithin(get, compilation.Assembly));

    private static bool RefersTo(IAssemblySymbol assembly, IAssemblySymbol other) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == other.Name));

    // Generated code names types from the global namespace.
    private static bool IsAliased(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly) is { Properties.Aliases: { Length: > 0 } aliases } && !aliases.Contains("global");
}
