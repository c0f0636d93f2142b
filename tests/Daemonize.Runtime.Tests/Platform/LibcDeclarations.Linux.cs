using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Platform;

/// <summary>
/// Every number and layout that <see cref="Libc"/> declares, for the tests that compare them with others' declarations. Reflection finds
/// them, so a new one is in the table at once.
/// </summary>
internal static class LibcDeclarations
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>Gets the table as it is on an architecture.</summary>
    public static List<Declaration> Of(Architecture architecture) => [.. Numbers, .. NumbersOf(architecture), .. Layouts];

    /// <summary>Returns the size in memory, as <c>sizeof</c> does.</summary>
    public static long SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    /// <summary>The numbers that all architectures share. The size for opaque structures is our own.</summary>
    private static IEnumerable<Declaration> Numbers => typeof(Libc).GetFields(Declared)
        .Where(number => number.IsLiteral && number.FieldType != typeof(string) && number.Name != nameof(Libc.OpaqueSize))
        .Select(number => new Declaration(DeclarationKind.Number, "", number.Name, ToNumber(number.GetRawConstantValue())));

    private static IEnumerable<Declaration> Layouts =>
        typeof(Libc).GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public).SelectMany(LayoutOf);

    private static IEnumerable<Declaration> NumbersOf(Architecture architecture)
    {
        var numbers = ArchitectureNumbers.Of(architecture);
        return typeof(ArchitectureNumbers).GetProperties()
            .Select(property => new Declaration(DeclarationKind.Number, "", property.Name, ToNumber(property.GetValue(numbers))));
    }

    /// <summary>The size, and the place and size of each field. Of a dirent, only the beginning of its last field is known.</summary>
    private static IEnumerable<Declaration> LayoutOf(Type structure)
    {
        var name = structure.Name.EndsWith("_t", StringComparison.Ordinal) ? structure.Name[..^2] : structure.Name;
        var isOpen = structure == typeof(Libc.dirent);
        if (!isOpen)
        {
            yield return new Declaration(DeclarationKind.Size, name, "", SizeOf(structure));
        }

        foreach (var field in structure.GetFields(Fields))
        {
            yield return new Declaration(DeclarationKind.Offset, name, field.Name, Marshal.OffsetOf(structure, field.Name));
            var element = isOpen ? field.Name + "[0]" : field.Name;
            yield return new Declaration(DeclarationKind.FieldSize, name, element, SizeOf(field.FieldType));
        }
    }

    private static long ToNumber(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}

/// <summary>A number or a part of a layout.</summary>
/// <param name="Kind">What the value is.</param>
/// <param name="Structure">The name of the structure in C; empty for a number.</param>
/// <param name="Name">The name of the number or the field in C; empty for the size of a structure.</param>
/// <param name="Value">The value in our declaration, in bytes for a layout.</param>
internal sealed record Declaration(DeclarationKind Kind, string Structure, string Name, long Value)
{
    /// <summary>The expression of C that has the value.</summary>
    public string Expression => Kind switch
    {
        DeclarationKind.Offset => $"offsetof(struct {Structure}, {Name})",
        DeclarationKind.FieldSize => $"sizeof(((struct {Structure} *)0)->{Name})",
        DeclarationKind.Size => $"sizeof(struct {Structure})",
        _ => Name,
    };
}

/// <summary>What the value of a <see cref="Declaration"/> is.</summary>
internal enum DeclarationKind
{
    /// <summary>A constant.</summary>
    Number,

    /// <summary>The offset of a field.</summary>
    Offset,

    /// <summary>The size of a field.</summary>
    FieldSize,

    /// <summary>The size of a structure.</summary>
    Size,
}
