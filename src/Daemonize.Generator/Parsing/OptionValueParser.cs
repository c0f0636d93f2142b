using System.Collections.Immutable;
using System.Globalization;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Determines how a value of a type is read from text and written as text.</summary>
internal static class OptionValueParser
{
    private const string Text = "global::Daemonize.CompilerServices.OptionText.";
    private const string Parsable = Text + "FormatParsable";
    private const string Format = Text + "Format";

    /// <summary>Returns null for a type that cannot be read from text.</summary>
    public static OptionValueModel? Parse(ITypeSymbol type)
    {
        var name = type.ToFullName();
        return type.TypeKind == TypeKind.Enum ? ParseEnum((INamedTypeSymbol)type, type.ToAnnotatedName())
            : ParseSpecial(type.SpecialType, name) ?? ParseKnown(name) ?? ParseOther(type);
    }

    private static OptionValueModel? ParseOther(ITypeSymbol type) => IsParsable(type)
        ? new(type.ToAnnotatedName(), Text + "TryParsable", Parsable, $"a value of type {type.Name}", "value")
        : null;

    private static OptionValueModel? ParseSpecial(SpecialType type, string name) => type switch
    {
        SpecialType.System_String => new(name, Text + "TryString", Format, "text", "text"),
        SpecialType.System_Boolean => new(name, Text + "TryBoolean", Format, "true or false", "true|false"),
        SpecialType.System_Char => new(name, Text + "TryChar", Parsable, "one character", "character"),
        SpecialType.System_SByte => Integer(name, sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => Integer(name, byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => Integer(name, short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => Integer(name, ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => Integer(name, int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => Integer(name, uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => Integer(name, long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => Integer(name, ulong.MinValue, ulong.MaxValue),
        SpecialType.System_IntPtr => WholeNumber(name, "a whole number"),
        SpecialType.System_UIntPtr => WholeNumber(name, "a whole number from 0"),
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => Real(name),
        SpecialType.System_DateTime => new(name, Text + "TryDateTime", Format, "a date and time such as 2026-01-31T12:00", "time"),
        _ => null,
    };

    private static OptionValueModel? ParseKnown(string name) => name switch
    {
        "global::System.Int128" or "global::System.Numerics.BigInteger" => WholeNumber(name, "a whole number"),
        "global::System.UInt128" => WholeNumber(name, "a whole number from 0"),
        "global::System.Half" => Real(name),
        "global::System.TimeSpan" => new(name, Text + "TryDuration", Format, Duration.Accepted, "duration"),
        "global::System.DateTimeOffset" => new(name, Text + "TryInstant", Format, "a date and time such as 2026-01-31T12:00+01:00", "time"),
        "global::System.DateOnly" => new(name, Text + "TryDate", Format, "a date such as 2026-01-31", "date"),
        "global::System.TimeOnly" => new(name, Text + "TryTime", Format, "a time of day such as 13:45", "time"),
        "global::System.Uri" => new(name, Text + "TryUri", Format, "an address such as https://example.org/", "address"),
        "global::System.Guid" => new(name, Text + "TryGuid", Parsable, "a UUID", "uuid"),
        "global::System.IO.FileInfo" => new(name, Text + "TryFile", Format, "the path of a file", "path", IsPath: true),
        "global::System.IO.DirectoryInfo" => new(name, Text + "TryDirectory", Format, "the path of a directory", "path", IsPath: true),
        _ => null,
    };

    private static OptionValueModel Integer(string name, decimal min, decimal max) =>
        WholeNumber(name, string.Format(CultureInfo.InvariantCulture, "a whole number from {0} to {1}", min, max));

    private static OptionValueModel WholeNumber(string name, string accepted) =>
        new(name, Text + "TryInteger", Parsable, accepted, "number");

    private static OptionValueModel Real(string name) => new(name, Text + "TryReal", Parsable, "a number", "number");

    private static OptionValueModel? ParseEnum(INamedTypeSymbol type, string name)
    {
        var members = ImmutableArray.CreateBuilder<EnumMemberModel>();
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field)
            {
                var value = string.Format(CultureInfo.InvariantCulture, "({0})({1})", name, field.ConstantValue);
                members.Add(
                    new EnumMemberModel(
                        field.Name, KebabCase.From(field.Name).Replace('_', '-').Trim('-'), value, Bits(field.ConstantValue!)));
            }
        }

        if (members.Count == 0)
        {
            return null;
        }

        var texts = members.Select(static member => member.Text).Distinct().ToArray();
        var accepted =
            texts.Length == 1 ? texts[0] : $"one of {string.Join(", ", texts, 0, texts.Length - 1)} or {texts[texts.Length - 1]}";
        var model = new EnumModel(name, new EquatableArray<EnumMemberModel>(members.ToImmutable()), IsFlags(type));
        if (model.IsFlags)
        {
            accepted += ", or several of them, such as " + string.Join(",", texts.Take(2));
        }

        return new OptionValueModel(
            name, EnumMethods.Parser(model), EnumMethods.Formatter(model), accepted, string.Join("|", texts), Enum: model);
    }

    /// <summary>Returns the value of a member, or the default of a parameter, as a set of bits.</summary>
    public static ulong Bits(object constant) =>
        unchecked(constant is ulong large ? large : (ulong)Convert.ToInt64(constant, CultureInfo.InvariantCulture));

    private static bool IsFlags(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is
        {
            Name: "FlagsAttribute",
            ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
        });

    // The type must implement IParsable<TSelf> for itself: an implementation inherited from the base type returns the base type.
    private static bool IsParsable(ITypeSymbol type) => type.AllInterfaces.Any(candidate =>
        candidate is { Name: "IParsable", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type));
}
