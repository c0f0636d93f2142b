using Daemonize.Tests.Infrastructure;
using Daemonize.Tools;

namespace Daemonize.Tests.Tools;

/// <summary>The settings of a tool, set as variables of its process until the host is built.</summary>
[Collection(ProcessWide.Name)]
public sealed class HostEnvironmentTests : IDisposable
{
    private const string Section = "DaemonizeTests__Topic";

    public void Dispose() => Environment.SetEnvironmentVariable(Section, null);

    /// <summary>
    /// A variable that others read by its exact name, such as PATH, keeps its value: the setting then applies only to the host.
    /// </summary>
    [Theory]
    [InlineData("path", "PATH")]
    [InlineData("Home", "HOME")]
    public void VariableOfTheProcessKeepsItsValue(string setting, string variable)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Assert.NotNull(before);
        using (HostEnvironment.Set(new Dictionary<string, string> { [setting] = "/srv/data" }))
        {
            Assert.Equal(before, Environment.GetEnvironmentVariable(variable));
            Assert.Null(Environment.GetEnvironmentVariable(setting));
            Assert.Equal("/srv/data", Environment.GetEnvironmentVariable("DOTNET_" + setting));
        }

        Assert.Equal(before, Environment.GetEnvironmentVariable(variable));
        Assert.Null(Environment.GetEnvironmentVariable("DOTNET_" + setting));
    }

    /// <summary>A key with a section is not a system variable, and the machine's value must not override the test's.</summary>
    [Fact]
    public void SettingOfASectionReplacesItsVariableInEverySpelling()
    {
        Environment.SetEnvironmentVariable(Section, "machine");
        using (HostEnvironment.Set(new Dictionary<string, string> { ["daemonizetests:topic"] = "test" }))
        {
            Assert.Equal("test", Environment.GetEnvironmentVariable(Section));
        }

        Assert.Equal("machine", Environment.GetEnvironmentVariable(Section));
    }

    [Fact]
    public void SettingThatIsNoVariableIsOne()
    {
        using (HostEnvironment.Set(new Dictionary<string, string> { ["daemonizetests"] = "test" }))
        {
            Assert.Equal("test", Environment.GetEnvironmentVariable("daemonizetests"));
        }

        Assert.Null(Environment.GetEnvironmentVariable("daemonizetests"));
    }
}
