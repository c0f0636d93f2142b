using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis;

/// <summary>A function of a native library that a method declares.</summary>
/// <param name="Library">The library, as the code names it.</param>
/// <param name="Function">The name of the function.</param>
internal sealed record NativeImport(string Library, string Function)
{
    /// <summary>
    /// Indicates whether the library is the C library, under any of its names: <c>libc</c>, <c>c</c>, <c>libc.so.6</c>,
    /// <c>libc.musl-x86_64.so.1</c>.
    /// </summary>
    public bool IsOfCLibrary
    {
        get
        {
            var file = Library.Substring(Library.LastIndexOf('/') + 1);
            return file is "c" or "libc" || file.StartsWith("libc.", StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Returns the function that <c>[DllImport]</c> or <c>[LibraryImport]</c> on this declaration of a method names; null if there is none.
    /// </summary>
    public static NativeImport? Find(IMethodSymbol method, INamedTypeSymbol? libraryImport, SyntaxNode declaration)
    {
        if (method.GetDllImportData() is { ModuleName: { } module } data)
        {
            return new NativeImport(module, data.EntryPointName ?? method.Name);
        }

        foreach (var attribute in method.GetAttributes())
        {
            // The two parts of a partial method share their attributes.
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, libraryImport)
                && attribute is { ConstructorArguments: [{ Value: string library }] }
                && attribute.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent == declaration)
            {
                return new NativeImport(library, FindEntryPoint(attribute) ?? method.Name);
            }
        }

        return null;
    }

    private static string? FindEntryPoint(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == "EntryPoint")
            {
                return argument.Value.Value as string;
            }
        }

        return null;
    }
}
