using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>
/// Checks every number and layout in Libc.Constants.cs against the C compiler. Reflection finds them, so a new one is tested at once or
/// fails.
/// </summary>
public sealed class LibcTests
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    /// <summary>The only number that is not from C.</summary>
    private const string NotOfC = nameof(Libc.OpaqueSize);

    private static IEnumerable<Type> Structures => typeof(Libc).GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public);

    [Fact]
    public void ConstantsAreThoseOfTheHeaders()
    {
        var ours = typeof(Libc).GetFields(Declared)
            .Where(field => field.IsLiteral && field.FieldType != typeof(string) && field.Name != NotOfC)
            .ToDictionary(
                field => field.Name,
                field => Convert.ToInt64(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture));

        // Numbers that differ between architectures are properties.
        foreach (var property in typeof(Libc).GetProperties(Declared))
        {
            ours.Add(property.Name, Convert.ToInt64(property.GetValue(null), System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Contains(nameof(Libc.O_NOFOLLOW), ours.Keys);
        Assert.InRange(ours.Count, 50, 500);
        Assert.Equal(CProgram.Evaluate(ours.Keys).OrderBy(pair => pair.Key), ours.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void FieldsOfStructuresLieWhereCHasThem()
    {
        var ours = new Dictionary<string, long>();
        foreach (var structure in Structures)
        {
            foreach (var field in structure.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            {
                ours.Add($"offsetof(struct {CName(structure)}, {field.Name})", Marshal.OffsetOf(structure, field.Name));
                ours.Add($"sizeof({CElement(structure, field)})", SizeOf(field.FieldType));
            }
        }

        Assert.InRange(ours.Count, 2 * 18, 1000);
        Assert.Equal(CProgram.Evaluate(ours.Keys).OrderBy(pair => pair.Key), ours.OrderBy(pair => pair.Key));
    }

    /// <summary>All structures except dirent, which is only read through a pointer from C, up to its name.</summary>
    [Fact]
    public void StructuresHaveTheSizeOfC()
    {
        var ours =
            Structures.Where(structure => structure != typeof(Libc.dirent))
                .ToDictionary(structure => $"sizeof(struct {CName(structure)})", SizeOf);

        Assert.Equal(CProgram.Evaluate(ours.Keys).OrderBy(pair => pair.Key), ours.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void OpaqueSizeIsEnough()
    {
        string[] opaque =
            ["sizeof(posix_spawnattr_t)", "sizeof(posix_spawn_file_actions_t)", "sizeof(sigset_t)", "sizeof(struct sigaction)"];

        Assert.All(CProgram.Evaluate(opaque).Values, size => Assert.InRange(size, 1, Libc.OpaqueSize));
    }

    /// <summary>
    /// <see cref="ProcessEnd.KeepUntilReaped"/> reads the handler at offset 0, and takes a struct of zeros as the default.
    /// </summary>
    [Fact]
    public void HandlerComesFirstInSigaction() => Assert.Equal(
        [0, 0], CProgram.Evaluate(["offsetof(struct sigaction, sa_handler)", "(long)SIG_DFL"]).Values);

    /// <summary>
    /// The architectures with a known O_NOFOLLOW: 00400000 in asm-generic/fcntl.h, 0100000 in arch/arm64/include/uapi/asm/fcntl.h.
    /// </summary>
    [Fact]
    public void NoFollowIsThatOfTheProcessor() => Assert.Equal(
        RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 0b100_000_000_000_000_000,
            Architecture.Arm64 => 0b1_000_000_000_000_000,
            var other => throw new NotSupportedException($"look up O_NOFOLLOW for {other}"),
        },
        Libc.O_NOFOLLOW);

    private static string CName(Type structure) =>
        structure.Name.EndsWith("_t", StringComparison.Ordinal) ? structure.Name[..^2] : structure.Name;

    private static string CElement(Type structure, FieldInfo field) =>
        $"((struct {CName(structure)} *)0)->{field.Name}{(structure == typeof(Libc.dirent) ? "[0]" : "")}";

    /// <summary>Returns the size in memory, as <c>sizeof</c> does.</summary>
    private static long SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
