using System.Runtime.CompilerServices;

namespace Daemonize.Integration.Tests.Infrastructure;

/// <summary>Where this project's source is.</summary>
internal static class Source
{
    public static string Folder { get; } = Path.GetDirectoryName(Path.GetDirectoryName(PathOfThis()))!;

    private static string PathOfThis([CallerFilePath] string path = "") => path;
}
