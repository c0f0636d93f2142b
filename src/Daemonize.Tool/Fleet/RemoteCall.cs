using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>A verb on one daemon of another machine, or on some of its instances. The machine makes the command line of it.</summary>
/// <param name="Name">The name of the daemon for people, without that of the machine.</param>
/// <param name="Ids">The ids of the instances on their machine.</param>
/// <param name="IsNumbered">Whether only these instances are meant.</param>
internal sealed record RemoteCall(string Name, string[] Ids, bool IsNumbered)
{
    /// <summary>Makes the call for the instances of one daemon.</summary>
    public static RemoteCall Of(List<Choice> choices)
    {
        var daemon = choices[0].Daemon;
        var isNumbered = choices.TrueForAll(static choice => choice.IsNumbered);
        var names = isNumbered ? string.Join(' ', choices.ConvertAll(static choice => choice.Daemon.Name)) : daemon.Daemon;
        return new RemoteCall(
            $"{daemon.Program}/{names}", [.. choices.ConvertAll(static choice => choice.Daemon.Remote!.Id)], isNumbered);
    }

    /// <summary>Gets how a call has ended, as its machine says.</summary>
    public static VerbOutcome OutcomeOf(string host, string name, HostMessage message) =>
        new(name, message.ExitCode ?? DaemonExitCode.Failure, message.Output, message.Refusal ?? message.Error) { Host = host };
}
