using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>The names by which programs and libraries find each other's functions: those of ELF files, and those of assemblies.</summary>
internal static class Symbols
{
    /// <summary>musl itself, which is also its dynamic loader.</summary>
    public static string Musl { get; } =
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "/lib/ld-musl-aarch64.so.1" : "/lib/ld-musl-x86_64.so.1";

    /// <summary>Gets the names that an ELF file exports.</summary>
    public static Task<HashSet<string>> ExportsAsync(string file) => NamesAsync(file, "--defined-only", static type => type != "w");

    /// <summary>Gets the names that an ELF file imports and cannot do without: a weak name may be missing.</summary>
    public static Task<HashSet<string>> ImportsAsync(string file) => NamesAsync(file, "--undefined-only", static type => type == "U");

    /// <summary>Gets the functions of the C library that the methods of an assembly call.</summary>
    public static IEnumerable<string> CallsOfLibc(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        if (!file.HasMetadata)
        {
            return [];
        }

        var metadata = file.GetMetadataReader();
        return [.. metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).GetImport())
            .Where(import => !import.Module.IsNil && metadata.GetString(metadata.GetModuleReference(import.Module).Name) == "libc")
            .Select(import => metadata.GetString(import.Name))];
    }

    /// <summary>Finds a library of this machine by the name under which programs load it.</summary>
    public static async Task<string> FindAsync(string library) =>
        (await Tool.RunAsync(new("gcc", ["-print-file-name=" + library]))).Succeeds().Output.Trim();

    private static async Task<HashSet<string>> NamesAsync(string file, string which, Predicate<string> isWanted)
    {
        var list = (await Tool.RunAsync(new("nm", ["--dynamic", "--portability", which, file]))).Succeeds().Output;
        return [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(' '))
            .Where(words => isWanted(words[1]))
            .Select(static words => words[0].Split('@')[0])];
    }
}
