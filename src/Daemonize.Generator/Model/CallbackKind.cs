namespace Daemonize.Generator.Model;

/// <summary>The event that a callback handles. The names are those of the attribute's properties, except for signals.</summary>
internal enum CallbackKind
{
    OnResult,
    OnError,
    OnStart,
    OnStop,
    OnReload,
    Signal,
}
