using Daemonize.Generator.Extensions;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Parsing;

/// <summary>What a callback is called for, as its first argument.</summary>
internal static class CallbackSubject
{
    /// <summary>The type of results as C#. A null is no result, so that it need not say that there may be one; what it holds may be null, though.</summary>
    public static string ResultType(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Dynamic ? "object" : type.ToAnnotatedName();

    /// <summary>Gives what is passed to a first parameter of a type, as C#, or null where it cannot take the subject.</summary>
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
        // A null is no result, so that there always is a value to take.
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

    // List<string?> for List<string>: the user wrote both, and is to hear of it, if at all, where he did.
    private static bool IsAnnotatedOtherwise(ITypeSymbol subject, ITypeSymbol type) =>
        HasParts(subject) && HasParts(type)
        && !SymbolEqualityComparer.IncludeNullability.Equals(subject.WithoutAnnotation(), type.WithoutAnnotation());

    private static bool HasParts(ITypeSymbol type) => type is IArrayTypeSymbol or INamedTypeSymbol { IsGenericType: true };
}
