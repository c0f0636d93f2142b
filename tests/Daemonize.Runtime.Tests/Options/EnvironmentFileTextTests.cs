using Daemonize.Options;

namespace Daemonize.Tests.Options;

/// <summary>The format of systemd.exec(5), EnvironmentFile=.</summary>
public sealed class EnvironmentFileTextTests
{
    [Theory]
    [InlineData("A=1", "A=1")]
    [InlineData("A=1\nB=2\n", "A=1|B=2")]
    [InlineData("\n  \n# A=1\n; B=2\n  # C\n\tD = 4 \n", "D=4")]
    [InlineData("A=", "A=")]
    [InlineData("A=\nB=2", "A=|B=2")]
    [InlineData("A=one two  \n", "A=one two")]
    [InlineData("A=b=c", "A=b=c")]
    [InlineData("A=1 # no comment\n", "A=1 # no comment")]
    [InlineData("A='one  two '\n", "A=one  two ")]
    [InlineData("A=\"one\\\"two\\\\three\\n\"", "A=one\"two\\three\\n")]
    [InlineData("A='one\\two'", "A=one\\two")]
    [InlineData("A='one\ntwo'\nB=2", "A=one\ntwo|B=2")]
    [InlineData("A=\"one\\\ntwo\"", "A=onetwo")]
    [InlineData("A=one\\\n  two\nB=2", "A=one  two|B=2")]
    [InlineData("A=one\\ \\ttwo\\  \n", "A=one ttwo ")]
    [InlineData("A='x'y\"z\"", "A=xyz")]
    [InlineData("A=1\r\nB=2\r\n", "A=1|B=2")]
    [InlineData("A=1\nA=2", "A=1|A=2")]
    [InlineData("A=grüße", "A=grüße")]
    [InlineData("A=1\\", "A=1")]
    [InlineData("", "")]
    public void VariablesAreRead(string text, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', EnvironmentFileText.Parse(text, "/etc/x").ConvertAll(variable => $"{variable.Name}={variable.Text}")));

    [Theory]
    [InlineData("A", 1, "it is not NAME=value")]
    [InlineData("A=1\n\n=2", 3, "it is not NAME=value")]
    [InlineData("A='1\n2'\nexport B=2", 3, "it is not NAME=value")]
    [InlineData("A=1\nB='2\n3", 2, "a ' has no end")]
    [InlineData("A=\"1", 1, "a \" has no end")]
    public void MistakeIsNamedWithItsLine(string text, int line, string reason)
    {
        var exception = Assert.Throws<DaemonException>(() => EnvironmentFileText.Parse(text, "/etc/x"));
        Assert.Equal($"cannot use /etc/x: line {line}: {reason}", exception.Message);
    }
}
