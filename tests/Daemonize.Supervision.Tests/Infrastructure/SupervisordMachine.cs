using System.Diagnostics;

namespace Daemonize.Supervision.Tests.Infrastructure;

/// <summary>
/// A real supervisord, process 1 of a pid namespace with its own directories: all processes that it has started end with it.
/// </summary>
public sealed class SupervisordMachine : IAsyncLifetime
{
    private Process? _unshare;
    private int _leader;

    public async ValueTask InitializeAsync()
    {
        Tools.RequireRoot();
        Assert.SkipUnless(File.Exists("/usr/bin/supervisord"), "needs supervisord");
        _unshare = Process.Start(new ProcessStartInfo(
            Tools.Unshare, ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "/bin/sh", Tools.Script("supervisor.sh")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _unshare.StandardInput.Close();
        var said = (Output: _unshare.StandardOutput.ReadToEndAsync(), Error: _unshare.StandardError.ReadToEndAsync());
        await Wait.UntilAsync(() => _unshare.HasExited || IsListening(), "supervisord listens");
        Assert.False(_unshare.HasExited, _unshare.HasExited ? await said.Output + await said.Error : "");
    }

    public async ValueTask DisposeAsync()
    {
        if (_unshare is not null)
        {
            using (var leader = _leader > 1 ? ProcessHandle.TryOpen(_leader) : null)
            {
                leader?.Signal(Native.SigKill);
            }

            if (_leader == 0)
            {
                _unshare.Kill();
            }

            await _unshare.WaitForExitAsync(CancellationToken.None);
            _unshare.Dispose();
        }
    }

    public string PathOf(string path) => $"/proc/{_leader}/root{path}";

    /// <summary>Runs a program in the same namespace, to its end.</summary>
    internal Task<CommandResult> RunAsync(string file, params string[] args) => new RunningCommand(new ProcessStartInfo(
        "nsenter", ["--target", $"{_leader}", "--mount", "--pid", "--", file, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }).CompleteAsync();

    private bool IsListening()
    {
        var children = $"/proc/{_unshare!.Id}/task/{_unshare.Id}/children";
        _leader = _leader != 0 ? _leader
            : int.TryParse(TextFile.TryRead(children)?.Trim(), out var child) ? child
            : 0;
        return _leader != 0 && File.Exists(PathOf("/run/supervisor.sock"));
    }
}
