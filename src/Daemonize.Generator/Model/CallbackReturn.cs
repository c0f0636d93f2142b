namespace Daemonize.Generator.Model;

/// <summary>What a callback returns. "Action" is a <c>FailureAction</c>.</summary>
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
