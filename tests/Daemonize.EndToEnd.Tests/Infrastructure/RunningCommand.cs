using System.Diagnostics;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A running command whose output is collected.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private bool _isDisposed;

    /// <param name="info">The program and its arguments.</param>
    /// <param name="input">The whole standard input; short enough for a pipe to hold.</param>
    public RunningCommand(ProcessStartInfo info, string input = "")
    {
        _process = Process.Start(info)!;
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Kills the command if it has not ended. A child that is not reaped keeps its number, so no other process is hit.</summary>
    public void Kill() => _process.Kill();

    /// <summary>
    /// Waits until the command ends and its output is closed: a descendant that keeps the output open blocks a caller like <c>x=$(app
    /// start)</c>, which is a defect.
    /// </summary>
    public async Task<CommandResult> CompleteAsync(TimeSpan? limit = null)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        time.CancelAfter(limit ?? Wait.Limit);
        try
        {
            await _process.WaitForExitAsync(time.Token);
            var output = await _output.WaitAsync(time.Token);
            var error = await _error.WaitAsync(time.Token);
            return new CommandResult(_process.ExitCode, output, error, _time.Elapsed);
        }
        catch (OperationCanceledException)
        {
            var state = _process.HasExited ? "has ended but its output is still open somewhere" : "runs still";
            _process.Kill();
            throw new TimeoutException(
                $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} {state} after {_time.Elapsed}");
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _process.Kill();
        _process.Dispose();
    }
}
