using Daemonize.Tool.Completing;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Completing;

public sealed class CompletionTests
{
    private static readonly List<SeenDaemon> Daemons =
    [
        Seen.Daemon("sensors/upload", DaemonState.Dead),
        Seen.Daemon("newsapp/fetch"),
        Seen.Daemon("newsapp/listen", DaemonState.Stopped),
        Seen.Daemon("jobs/worker:1"),
        Seen.Daemon("jobs/worker:2"),
        Seen.Daemon("old/fetch", DaemonState.Hung),
        Seen.Daemon("old/fetch", DaemonState.Hung, "/other"),
        Seen.Daemon("bad/two\nlines"),
    ];

    [Theory]
    [InlineData("|sta", "status start")]
    [InlineData("|he", "help")]
    [InlineData("|--", "--help --version")]
    [InlineData("nonsense|", "")]
    [InlineData("stop --host atlas|", "")]
    [InlineData("stop --host=atlas|new", "")]
    [InlineData("stop|--h", "--host --help")]
    [InlineData("api|", "")]
    [InlineData("api|--", "--stdio --read-only --help")]
    [InlineData("help|re", "restart reload")]
    [InlineData("help status|", "")]
    [InlineData("completion|", "bash zsh fish pwsh")]
    [InlineData("completion bash|", "")]
    [InlineData("completion|--", "--help")]
    [InlineData("logs|--", "--follow --lines --since --format --help")]
    [InlineData("logs|--f", "--follow --format")]
    [InlineData("logs --format|", "text json")]
    [InlineData("logs|--format=j", "--format=json")]
    [InlineData("logs|--follow=", "")]
    [InlineData("logs|--nothing=", "")]
    [InlineData("history --since|", "")]
    [InlineData("logs -n|", "")]
    [InlineData("logs -f|news", "newsapp/fetch newsapp/listen")]
    [InlineData("logs -n 5|news", "newsapp/fetch newsapp/listen")]
    [InlineData("status|", "sensors/upload newsapp/fetch newsapp/listen jobs/worker:1 jobs/worker:2 old/fetch")]
    [InlineData("status newsapp/fetch|newsapp/", "newsapp/listen")]
    [InlineData("status --|newsapp/", "newsapp/fetch newsapp/listen")]
    [InlineData("status --|--", "")]
    [InlineData("status|work", "worker:1 worker:2")]
    [InlineData("status|up", "upload")]
    [InlineData("status|fe", "")]
    [InlineData("start|", "sensors/upload newsapp/listen")]
    [InlineData("forget|", "sensors/upload newsapp/listen")]
    [InlineData("stop|", "newsapp/fetch jobs/worker:1 jobs/worker:2 old/fetch")]
    [InlineData("tick|li", "")]
    [InlineData("restart|li", "listen")]
    public void WordsThatCanFollowAreOffered(string line, string words)
    {
        var (before, current) = (line.Split('|')[0], line.Split('|')[1]);
        var found = new Completion(static () => Daemons).Find(before.Split(' ', StringSplitOptions.RemoveEmptyEntries), current);
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), found.Select(static word => word.Text));
    }

    [Fact]
    public void WordsAreExplained()
    {
        var completion = new Completion(static () => Daemons);
        Assert.Equal([new CompletionWord("newsapp/fetch", "running")], completion.Find(["stop"], "newsapp/"));
        Assert.Equal([new CompletionWord("--watch", "Refresh every second until Ctrl-C")], completion.Find(["list"], "--w"));
    }

    /// <summary>To find the daemons takes longer than the rest.</summary>
    [Theory]
    [InlineData("|")]
    [InlineData("list|--")]
    [InlineData("logs --format|")]
    [InlineData("completion|")]
    public void DaemonsAreLookedForOnlyWhereOneCanBeNamed(string line)
    {
        var completion = new Completion(static () => throw new InvalidOperationException("nobody asked for a daemon"));
        _ = completion.Find(line.Split('|')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), line.Split('|')[1]);
    }
}
