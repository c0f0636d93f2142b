namespace Daemonize.Benchmarks.Cluster;

/// <summary><c>cluster aot</c>: the warnings and the size of a native program with all stores.</summary>
internal static class NativeSize
{
    public static IEnumerable<BarRow> Run()
    {
        // What is up to date is not compiled again, and tells no warnings.
        var objects = Path.Combine(Places.Artifacts, "build", "obj", "Cluster");
        if (Directory.Exists(objects))
        {
            Directory.Delete(objects, recursive: true);
        }

        var program = Places.App("aot", "Cluster");
        var output = Command.Run(
            "dotnet", "publish", Path.Combine(Places.Benchmarks, "apps", "Cluster"), "-c", "Release", "-o", Path.GetDirectoryName(program)!,
            "-p:PublishAot=true", "-p:TrimmerSingleWarn=false", "--nologo");
        var warnings = output.Split('\n').Where(static line => line.Contains(": warning ", StringComparison.Ordinal)).Distinct().Count();
        var size = new FileInfo(program).Length / (1024.0 * 1024);
        string[] peers = [.. Contender.All.Skip(1).Select(static _ => "–")];
        yield return new("warnings of a native program with all stores", "0", [$"{warnings}", .. peers], warnings == 0);
        yield return new("… its size, MiB", "", [MarkdownTable.Figure(size, "0.0"), .. peers]);
    }
}
