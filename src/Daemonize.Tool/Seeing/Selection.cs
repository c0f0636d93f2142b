namespace Daemonize.Tool.Seeing;

/// <summary>The daemons that the words of a command line name.</summary>
/// <param name="Choices">The daemons, each once.</param>
/// <param name="IsByPattern">Whether one of the words, a pattern or the name of a program, means several daemons.</param>
internal sealed record Selection(List<Choice> Choices, bool IsByPattern)
{
    /// <summary>Gets the daemons.</summary>
    public List<SeenDaemon> Daemons => Choices.ConvertAll(static choice => choice.Daemon);

    /// <summary>Gets this and the daemons of other words.</summary>
    public Selection With(Selection other) => new([.. Choices, .. other.Choices], IsByPattern || other.IsByPattern);
}

/// <summary>A daemon that was named.</summary>
/// <param name="Daemon">The daemon that a word has named.</param>
/// <param name="IsNumbered">Whether the word names this one instance, and not all instances of the daemon.</param>
internal sealed record Choice(SeenDaemon Daemon, bool IsNumbered);
