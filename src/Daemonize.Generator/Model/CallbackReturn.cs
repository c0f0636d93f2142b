namespace Daemonize.Generator.Model;

/// <summary>The return type of a callback. "Action" is a <c>FailureAction</c>.</summary>
internal enum CallbackReturn
{
    Void,
    Task,
    ValueTask,
    Action,
    NullableAction,
    TaskOfAction,
    TaskOfNullableAction,
    ValueTaskOfAction,
    ValueTaskOfNullableAction,
}
