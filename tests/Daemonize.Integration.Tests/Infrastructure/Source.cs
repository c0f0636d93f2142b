using System.Runtime.CompilerServices;

namespace Daemonize.Integration.Tests.Infrastructure;

/// <summary>The source folder of this project.</summary>
internal static class Source
{
    public static string Folder { get; } = Path.GetDirectoryName(Path.GetDirectoryName(PathOfThis()))!;

    private static string PathOfThis([CallerFilePath] string path = "") => path;
}
