namespace Daemonize.Tool.Top;

/// <summary>What the screen shows.</summary>
internal enum TopPage
{
    /// <summary>The table of all daemons.</summary>
    List,

    /// <summary>One daemon.</summary>
    Daemon,

    /// <summary>The log of one daemon.</summary>
    Log,

    /// <summary>The keys.</summary>
    Help,
}
