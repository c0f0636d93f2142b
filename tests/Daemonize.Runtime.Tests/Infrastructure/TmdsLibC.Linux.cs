using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Daemonize.Tests.Platform;

namespace Daemonize.Tests.Infrastructure;

/// <summary>The declarations of the package Tmds.LibC, which has an assembly for each architecture: each loads on any machine.</summary>
internal sealed class TmdsLibC
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private readonly Assembly _assembly;
    private readonly Type _numbers;

    public TmdsLibC(Architecture architecture)
    {
        var folder = architecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var context = new AssemblyLoadContext(folder);
        _assembly = context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "Tmds.LibC", folder, "Tmds.LibC.dll"));
        _numbers = TypeOf("LibC") ?? throw new InvalidOperationException("Tmds.LibC has no numbers");
    }

    /// <summary>Gets the package's value; null if it does not declare the name.</summary>
    public long? Find(Declaration declaration)
    {
        if (declaration.Kind == DeclarationKind.Number)
        {
            var number = _numbers.GetProperty(declaration.Name)?.GetValue(null) as IConvertible;
            return number?.ToInt64(CultureInfo.InvariantCulture);
        }

        return TypeOf(declaration.Structure) is not { } structure ? null
            : declaration.Kind == DeclarationKind.Size ? LibcDeclarations.SizeOf(structure)
            : FindField(structure, declaration.Name) is not { } field ? null
            : declaration.Kind == DeclarationKind.FieldSize ? LibcDeclarations.SizeOf(field.FieldType)
            : Marshal.OffsetOf(structure, field.Name);
    }

    /// <summary>Finds a field; the package makes some of them properties.</summary>
    private static FieldInfo? FindField(Type structure, string name) =>
        structure.GetField(name, Fields) ?? structure.GetField($"<{name}>k__BackingField", Fields);

    private Type? TypeOf(string name) => _assembly.GetType("Tmds.Linux." + name);
}
