namespace Daemonize.Generator.Model;

/// <summary>What a daemon method returns.</summary>
internal enum ReturnForm
{
    Void,
    Int,
    Task,
    ValueTask,
    TaskOfInt,
    ValueTaskOfInt,

    /// <summary>A result.</summary>
    Result,

    /// <summary>A task of one.</summary>
    TaskOfResult,

    /// <summary>Any number of them, one after the other.</summary>
    Results,
}
