using Daemonize.Tool.Acting;

namespace Daemonize.Tool.Top;

/// <summary>A verb that waits for its confirmation.</summary>
/// <param name="Verb">The verb to run after a yes.</param>
/// <param name="Row">The daemon, as it was when the key was pressed.</param>
internal sealed record TopQuestion(DaemonVerb Verb, TopRow Row);

/// <summary>What a key asks of the outside; by default nothing.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Verb">The verb to run.</param>
/// <param name="Row">The daemon to run it on.</param>
internal readonly record struct TopWish(TopWishKind Kind, DaemonVerb Verb = default, TopRow? Row = null);

/// <summary>What a <see cref="TopWish"/> is.</summary>
internal enum TopWishKind
{
    Nothing,
    Quit,
    Suspend,
    Redraw,
    Act,
}
