namespace Daemonize.Tool.Fleet;

/// <summary>Which other machines a command asks, and how.</summary>
/// <param name="Hosts">The machines, in the order of the command line.</param>
/// <param name="Names">The names and patterns of daemons of these machines.</param>
/// <param name="LocalNames">The names and patterns of daemons of this machine; null if it is not asked.</param>
/// <param name="Ssh">The command that starts a program on another machine.</param>
internal sealed record FleetOptions(List<string> Hosts, List<string> Names, List<string>? LocalNames, SshCommand Ssh)
{
    private const string HostOption = "host";
    private const string SshName = "ssh";
    private const string TimeoutOption = "timeout";

    private static readonly VerbOption SshOption = new(
        SshName, "command", $"The ssh command and its options [default: ${SshCommand.Variable}, or ssh]",
        "a command such as 'ssh -p 2222'");

    /// <summary>The options of the command that shows other machines in addition to this one.</summary>
    public static readonly VerbOption[] OptionsOfWeb =
    [
        new(HostOption, "hosts", "Show these machines too, by ssh", "names of machines such as a,b"),
        SshOption,
    ];

    /// <summary>The options of each command that can ask other machines.</summary>
    public static readonly VerbOption[] Options =
    [
        new(HostOption, "hosts", "Ask these machines by ssh instead of this one", "names of machines such as a,b"),
        SshOption,
        new(TimeoutOption, "time", "How long a machine has to answer [default: 10s]", "a duration such as 10s"),
    ];

    /// <summary>Gets machines by the options of the page; null if there are none.</summary>
    public static FleetOptions? OfHosts(string? hosts, string? ssh) => hosts is null
        ? null
        : new FleetOptions(HostName.ParseAll([hosts]), [], LocalNames: [], SshCommand.Parse(ssh, SshCommand.DefaultTimeout));

    /// <summary>
    /// Gets what the arguments ask of other machines: of those of <c>--host</c>, otherwise of those that the names begin with; null if
    /// they name none.
    /// </summary>
    public static FleetOptions? Of(Request request)
    {
        var given = HostName.ParseAll(request.TextsOf(HostOption));
        var remote = given.Count > 0 ? request.Names : request.Names.FindAll(static name => HostName.Find(name) is not null);
        if (given.Count == 0 && remote.Count == 0)
        {
            return null;
        }

        var local = given.Count > 0 ? [] : request.Names.FindAll(static name => HostName.Find(name) is null);
        var hosts = given.Count > 0 ? given : HostName.ParseAll(remote.ConvertAll(static name => HostName.Find(name)!));
        var ssh = SshCommand.Parse(
            request.TextOf(SshName),
            request.DurationOf(TimeoutOption) ?? SshCommand.DefaultTimeout);
        return new FleetOptions(hosts, remote, local.Count > 0 ? local : null, ssh);
    }
}
