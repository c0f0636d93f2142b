using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>Users and groups, compared with the lines of /etc/passwd and /etc/group.</summary>
public sealed class UserDatabaseTests
{
    [Fact]
    public void EveryUserIsFoundByNameAndById() =>
        Assert.All(
            File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).Where(static fields => fields.Length == 7), fields =>
    {
        var expected = new UserEntry(fields[0], uint.Parse(fields[2], null), uint.Parse(fields[3], null), fields[5], fields[6]);
        Assert.Equal(expected, UserDatabase.FindUser(fields[0]));
        Assert.Equal(expected.Id, UserDatabase.FindUser(expected.Id)?.Id);
    });

    [Fact]
    public void EveryGroupIsFoundByName() =>
        Assert.All(File.ReadLines("/etc/group").Select(static line => line.Split(':')).Where(static fields => fields.Length == 4), fields =>
        Assert.Equal(uint.Parse(fields[2], null), UserDatabase.FindGroup(fields[0])?.Id));

    [Fact]
    public void UnknownOnesAreNone()
    {
        Assert.Null(UserDatabase.FindUser("no-such-user"));
        Assert.Null(UserDatabase.FindUser(4_000_000_001));
        Assert.Null(UserDatabase.FindGroup("no-such-group"));
    }
}
