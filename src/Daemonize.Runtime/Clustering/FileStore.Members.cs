using Daemonize.Cluster;
using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <content>
/// The members. Their records last by the wall clock, like all times of the store: one that is set forward by more than that loses them
/// until their next heartbeat.
/// </content>
internal sealed partial class FileStore
{
    public override async ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon)
    {
        var path = FileNames.Members(directory, request.Member.Name);
        try
        {
            using var step = await OpenAsync(() => StepFile.TryOpen(path + ".lock"), abandon).ConfigureAwait(false);
            var now = Now;
            var list = MemberList.Read(path, request.Member.Name).Meet(request, now);
            list.Write(path);
            var isKnown = request.Epoch == list.Epoch;
            return new MeetReply(now, list.Epoch, isKnown ? null : list.Count, isKnown ? null : list.RankOf(request.Member.Id));
        }
        catch (DaemonException exception)
        {
            throw Failed(exception);
        }
    }

    public override ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon)
    {
        abandon.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var now = Now;

        // The list is replaced as a whole, so reading it needs no lock.
        return new(new MembersReply(now, MemberList.Read(FileNames.Members(directory, name), name).At(now)));
    }
}
