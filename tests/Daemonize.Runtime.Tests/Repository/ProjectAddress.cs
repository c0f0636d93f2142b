using System.Xml.Linq;

namespace Daemonize.Tests.Repository;

/// <summary>The address of the project, where the build reads it.</summary>
internal static class ProjectAddress
{
    public static string Url { get; } = XDocument.Load(SourceTree.Path("Directory.Build.props")).Descendants("ProjectUrl").Single().Value;
}
