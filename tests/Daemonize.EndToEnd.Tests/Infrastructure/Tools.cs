namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>
/// System programs that tests use; a test whose tool is missing is skipped with a message. eng/test-packages.txt names their packages.
/// </summary>
internal static class Tools
{
    public static string Strace => Find("strace");

    /// <summary>The C compiler.</summary>
    public static string Compiler => Find("gcc");

    public static string Tmux => Find("tmux");

    /// <summary>Prefers Debian's own: one that a version manager has put first in PATH may be a slow script.</summary>
    public static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : Find("python3");

    public static string Bash => Find("bash");

    public static string Zsh => Find("zsh");

    public static string Fish => Find("fish");

    public static string Unshare => Find("unshare");

    public static string Node => Find("node");

    public static string Chromium => Find("chromium");

    public static string Nginx => File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : Find("nginx");

    public static string Ssh => Find("ssh");

    public static string SshKeygen => Find("ssh-keygen");

    public static string Sshd => File.Exists("/usr/sbin/sshd") ? "/usr/sbin/sshd" : Find("sshd");

    public static string Prometheus => Find("prometheus");

    public static string Promtool => Find("promtool");

    public static string Prlimit => Find("prlimit");

    /// <summary>The host that runs these tests.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Find("dotnet");

    /// <summary>Gets the path of a Python or bash program in this folder.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Infrastructure", name);

    public static void RequireRoot() => RequiresRoot.Check();

    private static string Find(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            if (File.Exists(Path.Combine(folder, name)))
            {
                return Path.Combine(folder, name);
            }
        }

        Assert.Skip($"needs {name}");
        return "";
    }
}
