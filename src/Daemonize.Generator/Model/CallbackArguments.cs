namespace Daemonize.Generator.Model;

/// <summary>The arguments of callbacks and daemon methods, as C# in generated code.</summary>
internal static class CallbackArguments
{
    public const string Result = "result";
    public const string Exception = "exception";
    public const string Reason = "reason";
    public const string Context = "context";
    public const string Token = "cancellationToken";
    public const string Logger = "context.Logger";
}
