using System.Diagnostics;
using System.Text.Json;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>A conversation with <c>daemonize api --stdio</c>, as the tool of another machine has it.</summary>
internal sealed class ApiSession : IDisposable
{
    private readonly Process _process;

    public ApiSession(Sandbox sandbox, string tool, params string[] options)
    {
        var info = new ProcessStartInfo(tool, ["api", "--stdio", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in sandbox.Environment)
        {
            info.Environment[name] = value;
        }

        _process = Process.Start(info)!;
    }

    public Task SendAsync(string line) => WriteAsync(line + "\n");

    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<JsonElement> ReadAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Wait.Limit);
        Assert.NotNull(line);
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }

    /// <summary>Reads until a line is as wanted, and gives it.</summary>
    public async Task<JsonElement> ReadUntilAsync(Predicate<JsonElement> isWanted)
    {
        while (true)
        {
            var line = await ReadAsync();
            if (isWanted(line))
            {
                return line;
            }
        }
    }

    /// <summary>Reads the lines that answer a request, until one is the last.</summary>
    public async Task<List<JsonElement>> ReadAllAsync(string last)
    {
        List<JsonElement> lines = [];
        do
        {
            lines.Add(await ReadAsync());
        }
        while (!lines[^1].TryGetProperty(last, out _));

        return lines;
    }

    /// <summary>Ends the requests, and gives the exit code.</summary>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Wait.Limit);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
