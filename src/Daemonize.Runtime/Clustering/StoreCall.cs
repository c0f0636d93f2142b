namespace Daemonize.Clustering;

/// <summary>The steps of a store.</summary>
internal enum StoreStep
{
    /// <summary>Reads the record.</summary>
    Look,

    /// <summary>Begins a term.</summary>
    Take,

    /// <summary>Begins a slot.</summary>
    Begin,

    /// <summary>Renews the lease.</summary>
    Renew,

    /// <summary>Ends slots, or the term.</summary>
    End,
}

/// <summary>A step of the store for one shard, as data: whoever decides on it does not carry it out.</summary>
/// <param name="Step">Which step it is.</param>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Token">The token of the term, or with Take, the token that was seen.</param>
internal sealed record StoreCall(StoreStep Step, int Shard, long Token = 0)
{
    /// <summary>The slot to begin or to end, in milliseconds since the Unix epoch.</summary>
    public long Slot { get; init; }

    /// <summary>Which attempt of the slot begins.</summary>
    public int Attempt { get; init; }

    /// <summary>The number of slots that nobody begins before this one.</summary>
    public long Passed { get; init; }

    /// <summary>With Begin, every slot up to this one has ended; 0 if the store knows.</summary>
    public long Ended { get; init; }

    /// <summary>The number of slots whose end is unknown.</summary>
    public int Interrupted { get; init; }

    /// <summary>Whether the process asks to be the deputy. A process that may be about to lead does not: it would be its own.</summary>
    public bool AsksDeputy { get; init; }

    /// <summary>Whether the process is the deputy no longer, because it stops: its term ends now.</summary>
    public bool Resigns { get; init; }

    /// <summary>Whether the term ends.</summary>
    public bool Releases { get; init; }
}
