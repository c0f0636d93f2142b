using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Parsing;

/// <summary>Supplies the first argument of a callback: the result, exception or stop reason that it handles.</summary>
internal static class CallbackSubject
{
    /// <summary>
    /// Returns the type of results as C#, without its own nullable annotation, because null is not a result. Its type arguments keep
    /// theirs.
    /// </summary>
    public static string ResultType(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Dynamic ? "object" : type.ToAnnotatedName();

    /// <summary>Returns the argument for a first parameter of a type, as C#; null if the parameter cannot take the subject.</summary>
    public static string? Argument(CallbackKind kind, ITypeSymbol? subject, ITypeSymbol type, Compilation compilation) => kind switch
    {
        _ when subject is null => null,
        CallbackKind.OnResult => Result(subject, type, compilation),
        CallbackKind.OnError => Converts(subject, type, compilation) ? CallbackArguments.Exception : null,
        CallbackKind.OnStop => SymbolEqualityComparer.Default.Equals(subject, type) ? CallbackArguments.Reason : null,
        _ => null,
    };

    private static string? Result(ITypeSymbol subject, ITypeSymbol type, Compilation compilation)
    {
        // Null is not a result, so the value is always present.
        if (!SymbolEqualityComparer.Default.Equals(subject, type)
            && subject is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] })
        {
            return Converts(value, type, compilation) ? CallbackArguments.Result + ".GetValueOrDefault()" : null;
        }

        return !Converts(subject, type, compilation) ? null
            : IsAnnotatedOtherwise(subject, type) ? CallbackArguments.Result + "!"
            : CallbackArguments.Result;
    }

    private static bool Converts(ITypeSymbol from, ITypeSymbol to, Compilation compilation)
    {
        var conversion = compilation.ClassifyConversion(from, to);
        return conversion.IsImplicit && (conversion.IsIdentity || conversion.IsReference || conversion.IsBoxing || conversion.IsNullable);
    }

    // For example List<string?> and List<string>. The user wrote both types; a warning, if any, belongs there and not in generated code.
    private static bool IsAnnotatedOtherwise(ITypeSymbol subject, ITypeSymbol type) =>
        HasParts(subject) && HasParts(type)
        && !SymbolEqualityComparer.IncludeNullability.Equals(subject.WithoutAnnotation(), type.WithoutAnnotation());

    private static bool HasParts(ITypeSymbol type) => type is IArrayTypeSymbol or INamedTypeSymbol { IsGenericType: true };
}
