namespace Daemonize.Generator.Model;

/// <summary>What a callback is called for. The names are those of the attribute's properties, but for signals.</summary>
internal enum CallbackKind
{
    OnResult,
    OnError,
    OnStart,
    OnStop,
    OnReload,
    Signal,
}
