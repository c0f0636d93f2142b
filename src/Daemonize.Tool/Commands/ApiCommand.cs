using Daemonize.Tool.Fleet;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>api</c>: answers the tool of another machine, which has started it by ssh(1).</summary>
internal static class ApiCommand
{
    public static int Run(Request request)
    {
        if (!request.Has("stdio") || request.Names.Count > 0)
        {
            throw new DaemonException(
                "api needs --stdio: it answers requests of standard input; 'daemonize list --host HOST' sends some by ssh",
                DaemonExitCode.Usage);
        }

        // As for the verbs: another user may have no access to the directory that the tool was called in.
        Environment.CurrentDirectory = "/";
        return new ApiServer(request.Has("read-only")).Run();
    }
}
