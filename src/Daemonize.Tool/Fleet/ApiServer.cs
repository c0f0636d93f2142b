using Daemonize.Platform;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>
/// Answers the requests of <c>daemonize api --stdio</c> until standard input ends. What it shows and does is what the same user sees and
/// can do with the commands.
/// </summary>
/// <param name="isReadOnly">Whether verbs are refused.</param>
internal sealed class ApiServer(bool isReadOnly)
{
    private const int Input = 0;

    private readonly ApiOutput _output = new();
    private ApiVerbs? _verbs;
    private ApiWatch? _watch;

    private ApiVerbs Verbs => _verbs ??= new ApiVerbs(_output, () => _watch?.LookAgain());

    /// <summary>Answers until there are no more requests, and returns the exit code.</summary>
    public int Run()
    {
        WriteHello();
        var lines = new LineReader(Input, FleetProtocol.MaxRequest);
        var isValid = true;
        while (isValid && !_output.IsClosed && lines.Fill())
        {
            while (isValid && lines.TryTake(out var line))
            {
                isValid = TryAnswer(line);
            }

            isValid &= !lines.IsTooLong;
        }

        if (!isValid)
        {
            _output.Refuse(0, "that is no request; docs/fleet.md describes them");
        }

        _watch?.End();
        _verbs?.WaitForAll();
        return isValid ? DaemonExitCode.Success : DaemonExitCode.Usage;
    }

    private void WriteHello() => _output.Write(id: null, writer =>
    {
        writer.WriteString("daemonize"u8, ToolVersion.Text);
        writer.WriteNumber("protocol"u8, FleetProtocol.Version);
        writer.WriteString("host"u8, Environment.MachineName);
        writer.WriteString("user"u8, ProcessTable.UserName(ThisProcess.UserId));
        writer.WriteBoolean("readOnly"u8, isReadOnly);
    });

    /// <summary>Answers a request, or begins to; false for a line that is none.</summary>
    private bool TryAnswer(ReadOnlySpan<byte> line)
    {
        if (ApiRequest.Parse(line) is not { } request)
        {
            return false;
        }

        switch (request.Method)
        {
            case FleetProtocol.List:
                List(request);
                break;
            case FleetProtocol.Watch:
                _watch?.End();
                _watch = ApiWatch.Begin(_output, request.Id);
                break;
            case FleetProtocol.Show:
                ApiDetail.Show(_output, request);
                break;
            case var word when FleetProtocol.FindVerb(word) is { } verb:
                Act(request, new ApiVerb(request.Id, verb, request.Daemons, request.IsNumbered));
                break;
            default:
                _output.Refuse(request.Id, "there is no such method");
                break;
        }

        return true;
    }

    private void List(ApiRequest request)
    {
        foreach (var daemon in Discovery.Find(request.OnlyRunning))
        {
            ApiRow.Write(_output, request.Id, new DaemonRow(daemon));
        }

        _output.End(request.Id);
    }

    private void Act(ApiRequest request, ApiVerb verb)
    {
        if (isReadOnly)
        {
            _output.Refuse(request.Id, "the API of this machine was started with --read-only", DaemonExitCode.NoPermission);
        }
        else if (!Verbs.TryAdd(verb))
        {
            _output.Refuse(request.Id, "too many verbs wait already", DaemonExitCode.Failure);
        }
    }
}
