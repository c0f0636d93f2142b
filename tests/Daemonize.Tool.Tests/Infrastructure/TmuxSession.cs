namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>A program in a real terminal, tmux(1), with its own server and without anybody's configuration.</summary>
internal sealed class TmuxSession : IAsyncDisposable
{
    private static readonly string Program = EndToEnd.Tests.Infrastructure.Tools.Tmux;

    private readonly Sandbox _sandbox;
    private readonly string _socket;

    private TmuxSession(Sandbox sandbox)
    {
        _sandbox = sandbox;
        _socket = Path.Combine(sandbox.Root, "tmux");
    }

    /// <summary>Begins a session; the screen stays when the program has ended.</summary>
    /// <param name="sandbox">The sandbox whose variables the program gets.</param>
    /// <param name="size">The columns and the lines.</param>
    /// <param name="command">The command for a shell.</param>
    public static async Task<TmuxSession> BeginAsync(Sandbox sandbox, (int Width, int Height) size, string command)
    {
        var session = new TmuxSession(sandbox);
        await session.RunAsync("new-session", "-d", "-x", $"{size.Width}", "-y", $"{size.Height}", command);
        return session;
    }

    /// <summary>Presses keys, by tmux's names: <c>Enter</c>, <c>C-z</c>, <c>s</c>.</summary>
    public Task PressAsync(params string[] keys) => RunAsync(["send-keys", .. keys]);

    public Task ResizeAsync(int width, int height) => RunAsync("resize-window", "-x", $"{width}", "-y", $"{height}");

    public async Task<string> CaptureAsync() => (await RunAsync("capture-pane", "-p")).Output;

    /// <summary>Gets the screen with the escape sequences of its colours.</summary>
    public async Task<string> CaptureColoursAsync() => (await RunAsync("capture-pane", "-p", "-e")).Output;

    /// <summary>Gets a variable of tmux, such as <c>cursor_flag</c>.</summary>
    public async Task<string> GetAsync(string variable) =>
        (await RunAsync("display-message", "-p", $"#{{{variable}}}")).Output.TrimEnd('\n');

    /// <summary>Waits until the screen is as wanted, and gives it.</summary>
    public Task<string> WaitForAsync(Predicate<string> isWanted, string what) =>
        Wait.ForAnswerAsync(CaptureAsync, isWanted, $"the screen shows {what}");

    public Task<string> WaitForAsync(string text) =>
        WaitForAsync(screen => screen.Contains(text, StringComparison.Ordinal), $"'{text}'");

    /// <summary>Ends the server, which hangs up the terminal. The end of the sandbox waits for the processes.</summary>
    public async ValueTask DisposeAsync() => _ = await _sandbox.ExecuteAsync(Program, "-S", _socket, "kill-server");

    private async Task<CommandResult> RunAsync(params string[] args) =>
        (await _sandbox.ExecuteAsync(Program, ["-u", "-f", "/dev/null", "-S", _socket, .. args])).Succeeds();
}
