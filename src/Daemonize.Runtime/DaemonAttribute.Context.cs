namespace Daemonize;

/// <content>The process of a started daemon: whose it is, what it may use, its environment.</content>
public sealed partial class DaemonAttribute
{
    /// <summary>
    /// Who the daemon is: the name or the id of a user, to which root drops its privileges before any code of the program runs in the daemon
    /// (initgroups(3), setresgid(2), setresuid(2)). The default is the caller. The pid file, the lock, the log and the status are that user's; <c>HOME</c>,
    /// <c>USER</c>, <c>LOGNAME</c> and <c>SHELL</c> too. Another caller than root can only be the user itself.
    /// </summary>
    /// <remarks>
    /// It counts for <c>run</c> and <c>once</c> as well. A started daemon that is root although nobody said so gets a warning in its log: say <c>"root"</c> where it is meant.
    /// </remarks>
    public string? User { get; set; }

    /// <summary>The name or the id of the daemon's group. The default is the primary group of <see cref="User"/>; the supplementary groups are that user's.</summary>
    public string? Group { get; set; }

    /// <summary>
    /// What the daemon sees as <c>/</c>, an absolute path (chroot(2)); <c>"/"</c>, the default, is none. Only for programs that are published with NativeAOT:
    /// others load parts of themselves as they go, which are not there. Pid file and log lie outside; <see cref="WorkingDirectory"/> is inside.
    /// </summary>
    public string? RootDirectory { get; set; }

    /// <summary>
    /// Whether a crash may leave a core file, which can hold secrets. The default, <see langword="false"/>, sets RLIMIT_CORE to 0, and where root has given up its
    /// privileges makes the process undumpable too (PR_SET_DUMPABLE); <see langword="true"/> raises the limit as far as it goes.
    /// </summary>
    public bool CoreDumps { get; set; }

    /// <summary>Whether nothing that the daemon executes can gain privileges, as by a set-user-id bit (PR_SET_NO_NEW_PRIVS). The default is <see langword="false"/>.</summary>
    public bool NoNewPrivileges { get; set; }

    /// <summary>How many descriptors the daemon may have open (RLIMIT_NOFILE, soft and hard), 16 or more. The default is the caller's limit.</summary>
    public int MaxOpenFiles { get; set; }

    /// <summary>
    /// How much memory the daemon may use, such as <c>"512MB"</c> (powers of 1024). The default is the caller's limit. See docs/conformance.md for what is counted.
    /// </summary>
    public string? MaxMemory { get; set; }

    /// <summary>The daemon's nice value, -20 (the most of the CPU) to 19; below the caller's only for root. The default is the caller's.</summary>
    public int Nice { get; set; }

    /// <summary>
    /// The numbers, 5 or more, of the caller's open descriptors that the daemon keeps; all others are closed. It is a mistake if one is not open. 0 to 4 are the
    /// daemon's own. Nothing that the daemon executes inherits them.
    /// </summary>
    public int[]? KeepDescriptors { get; set; }

    /// <summary>
    /// What is added to the daemon's environment: <c>"NAME=value"</c>, or <c>"NAME"</c> for the caller's variable of that name, which the daemon may otherwise not
    /// get. What belongs to the caller's terminal and session (<c>TERM</c>, <c>DISPLAY</c>, <c>SSH_*</c>, <c>SUDO_*</c>, …) is left out; see docs/conformance.md.
    /// </summary>
    public string[]? Environment { get; set; }

    /// <summary>
    /// A file of <c>NAME=value</c> lines that are added to the daemon's environment, over <see cref="Environment"/>, in the form of systemd.exec(5): comments begin
    /// with <c>#</c> or <c>;</c>, values may be quoted. It is read before privileges are given up. An absolute path; with <c>-</c> before it, it may be missing.
    /// </summary>
    public string? EnvironmentFile { get; set; }
}
