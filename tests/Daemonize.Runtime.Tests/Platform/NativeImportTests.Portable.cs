using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Daemonize.Tests.Platform;

/// <summary>
/// This flavour calls no native library: what a C library is called, and how its structures look, differs between systems.
/// </summary>
public sealed class NativeImportTests
{
    [Fact]
    public void NoMethodIsImported()
    {
        using var file = new PEReader(File.OpenRead(typeof(DaemonAttribute).Assembly.Location));
        var reader = file.GetMetadataReader();
        var methods = reader.MethodDefinitions.Select(reader.GetMethodDefinition).ToList();

        Assert.True(methods.Count > 1000, $"{methods.Count} methods: looked in the wrong place");
        Assert.DoesNotContain(methods, static method => (method.Attributes & MethodAttributes.PinvokeImpl) != 0);
        Assert.Equal(0, reader.GetTableRowCount(TableIndex.ModuleRef));
    }
}
