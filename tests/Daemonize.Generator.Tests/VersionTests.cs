using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>The version that a program reports.</summary>
public sealed class VersionTests
{
    private const string News = "internal static class News { [Daemon] internal static void Fetch() { } }";

    /// <summary>
    /// The SDK writes the attributes; MinVer, GitVersion and others compute the version in a target, after the compiler's property is
    /// fixed.
    /// </summary>
    [Theory]
    [InlineData("1.0.0", "3.4.5+d9ba05", "3.4.5")]
    [InlineData("1.0.0", "3.4.5-beta.2+Branch.main.Sha.d9ba05", "3.4.5-beta.2")]
    [InlineData("1.0.0", "3.4.5", "3.4.5")]
    [InlineData("3.4.5", "3.4.5+d9ba05", "3.4.5")]
    [InlineData("3.4.5+mine", "3.4.5+mine", "3.4.5+mine")]
    [InlineData("3.4.5+mine", "3.4.5+mine.d9ba05", "3.4.5+mine")]
    [InlineData("3.4.5", "3.4.5.6", "3.4.5.6")]
    [InlineData("3.4", "3.45", "3.45")]
    [InlineData("", "Spring release", "Spring release")]
    [InlineData("1.0.0", " 2.0\n(nightly) ", "2.0 (nightly)")]
    [InlineData("2.0.0", "", "2.0.0")]
    public void InformationalVersionComesFirst(string property, string attribute, string expected) => AssertVersion(
        expected, property,
        $"[assembly: System.Reflection.AssemblyInformationalVersion({SymbolDisplay.FormatLiteral(attribute, quote: true)})]");

    [Theory]
    [InlineData("1.0.0", "AssemblyVersion(\"2.3.4.5\")", "2.3.4.5")]
    [InlineData("1.0.0", "AssemblyFileVersion(\"2.3.4.6\")", "2.3.4.6")]
    [InlineData("1.0.0", "AssemblyVersion(\"2.3.4.5\"), System.Reflection.AssemblyFileVersion(\"2.3.4.6\")", "2.3.4.6")]
    [InlineData("1.0.0", "AssemblyVersion(\"2.0.0.0\"), System.Reflection.AssemblyInformationalVersion(Build.Version)", "7.8.9")]
    [InlineData("4.5.6", "AssemblyTitle(\"2.0\")", "4.5.6")]
    [InlineData(" ", "AssemblyTitle(\"2.0\")", "1.0.0")]
    public void OtherAttributesFollowAndTheProperty(string property, string attributes, string expected) =>
        AssertVersion(
            expected, property,
            $"[assembly: System.Reflection.{attributes}]\ninternal static class Build {{ internal const string Version = \"7.8\" + " +
            $"\".9+d9ba05\"; }}");

    [Fact]
    public void ProgramWithoutAVersionIsTheFirst() =>
        Assert.Contains("Version = \"1.0.0\",", GeneratorHost.Generate(News), StringComparison.Ordinal);

    private static void AssertVersion(string expected, string property, string attributes)
    {
        var generated =
            GeneratorHost.Generate(
                GeneratorHost.Compile(News).AddSyntaxTrees(GeneratorHost.Parse(attributes, "AssemblyInfo.cs")), ("Version", property));
        Assert.Contains($"    Version = \"{expected}\",\n", generated, StringComparison.Ordinal);
    }
}
