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
}
