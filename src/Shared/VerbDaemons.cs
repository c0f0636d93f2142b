namespace Daemonize;

/// <summary>The daemons that a verb takes on the command line.</summary>
internal enum VerbDaemons
{
    /// <summary>Any number; all daemons if none is named.</summary>
    Any,

    /// <summary>One.</summary>
    One,

    /// <summary>None.</summary>
    None,
}
