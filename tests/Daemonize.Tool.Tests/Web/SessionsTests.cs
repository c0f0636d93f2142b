using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests.Web;

/// <summary>Codes that count once, and sessions that end.</summary>
public sealed class SessionsTests
{
    private readonly MovedTime _time = new();
    private readonly Sessions _sessions;

    public SessionsTests() => _sessions = new Sessions(_time);

    [Fact]
    public void CodeCountsOnce()
    {
        var code = _sessions.CreateCode(mayAct: true);
        Assert.NotNull(_sessions.TryBegin(code));
        Assert.Null(_sessions.TryBegin(code));
    }

    [Fact]
    public void CodeIsOfFiveMinutes()
    {
        var (early, late) = (_sessions.CreateCode(mayAct: true), _sessions.CreateCode(mayAct: true));
        _time.Pass(Sessions.CodeLife - TimeSpan.FromSeconds(1));
        Assert.NotNull(_sessions.TryBegin(early));
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(_sessions.TryBegin(late));
    }

    [Fact]
    public void SessionEndsTwelveHoursAfterItsLastUse()
    {
        var token = Begin();
        _time.Pass(TimeSpan.FromHours(11));
        Assert.NotNull(_sessions.TryUse(token));
        _time.Pass(TimeSpan.FromHours(11));
        Assert.NotNull(_sessions.TryUse(token));
        _time.Pass(Sessions.Life);
        Assert.Null(_sessions.TryUse(token));
    }

    /// <summary>The counting clock stands still in sleep, and that of the wall can be set back.</summary>
    [Fact]
    public void EitherClockEndsASession()
    {
        var (slept, set) = (Begin(), Begin());
        _time.Set(Sessions.Life);
        Assert.Null(_sessions.TryUse(slept));
        _time.Set(-Sessions.Life);
        Assert.NotNull(_sessions.TryUse(set));
        _time.Pass(Sessions.Life);
        _time.Set(-Sessions.Life);
        Assert.Null(_sessions.TryUse(set));
    }

    [Fact]
    public void OpenStreamIsAUse()
    {
        var begun = _sessions.TryBegin(_sessions.CreateCode(mayAct: false))!.Value;
        _time.Pass(TimeSpan.FromHours(11));
        Assert.True(_sessions.Use(begun.Session));
        _time.Pass(TimeSpan.FromHours(11));
        Assert.NotNull(_sessions.TryUse(begun.Token));
    }

    [Fact]
    public void LogoutEndsTheSession()
    {
        var (mine, other) = (Begin(), Begin());
        _sessions.End(_sessions.TryUse(mine)!);
        Assert.Null(_sessions.TryUse(mine));
        Assert.NotNull(_sessions.TryUse(other));
    }

    [Fact]
    public void LinkForLookingGivesASessionForLooking()
    {
        Assert.False(_sessions.TryBegin(_sessions.CreateCode(mayAct: false))!.Value.Session.MayAct);
        Assert.True(_sessions.TryBegin(_sessions.CreateCode(mayAct: true))!.Value.Session.MayAct);
    }

    [Fact]
    public void SecretsAreLongAndDifferent()
    {
        HashSet<string> secrets = [];
        for (var i = 0; i < 50; i++)
        {
            var code = _sessions.CreateCode(mayAct: true);
            Assert.Equal(22, code.Length);
            Assert.True(secrets.Add(code));
            var token = _sessions.TryBegin(code)!.Value.Token;
            Assert.Equal(43, token.Length);
            Assert.True(secrets.Add(token));
        }
    }

    /// <summary>A code is not a token, and nothing else is either.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public void OtherTextIsNothing(string text)
    {
        _ = Begin();
        Assert.Null(_sessions.TryBegin(text));
        Assert.Null(_sessions.TryUse(text));
        Assert.Null(_sessions.TryUse(_sessions.CreateCode(mayAct: true)));
    }

    private string Begin() => _sessions.TryBegin(_sessions.CreateCode(mayAct: true))!.Value.Token;
}
