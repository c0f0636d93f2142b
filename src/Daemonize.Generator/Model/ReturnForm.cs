namespace Daemonize.Generator.Model;

/// <summary>The form of a daemon method's return value.</summary>
internal enum ReturnForm
{
    Void,
    Int,
    Task,
    ValueTask,
    TaskOfInt,
    ValueTaskOfInt,

    /// <summary>One result.</summary>
    Result,

    /// <summary>A task that returns one result.</summary>
    TaskOfResult,

    /// <summary>Any number of results, one after another.</summary>
    Results,
}
