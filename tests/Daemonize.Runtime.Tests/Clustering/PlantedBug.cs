namespace Daemonize.Tests.Clustering;

/// <summary>Mistakes that the simulation must find: each is one that a real implementation has made, or nearly.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>The store begins any slot for the owner, whatever was begun before.</summary>
    NoWatermark,

    /// <summary>Two processes of one host have the same identity.</summary>
    OwnerIsHostName,

    /// <summary>A renewal without an answer counts as granted.</summary>
    BeliefAfterFailedRenewal,

    /// <summary>Deadlines are on a clock that stops while the machine is suspended.</summary>
    MonotonicClock,

    /// <summary>Deadlines count from the reply.</summary>
    DeadlineFromReply,

    /// <summary>The store refuses a begin that it has carried out already.</summary>
    BeginNotRepeatable,

    /// <summary>The clock of the host decides when a slot begins.</summary>
    ClockOfHost,

    /// <summary>The kernel does not kill.</summary>
    NoFence,

    /// <summary>A begin without an answer counts as granted.</summary>
    TicksWithoutStore,

    /// <summary>An interrupted slot is begun again and again.</summary>
    RerunsWithoutLimit,

    /// <summary>Slots that passed while nobody led are not counted.</summary>
    PassedInOwnTermOnly,

    /// <summary>A begin without an answer is forgotten with its term.</summary>
    QuestionForgotten,
}
