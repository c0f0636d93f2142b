namespace Daemonize;

/// <summary>A setting with the type of its value. For a list, the type and the kind are those of an element.</summary>
internal sealed class Setting<T>(string name, SettingKind<T> kind, SettingGroup group, string help, string? @default, SettingScope scope)
    : Setting(name, kind, group, help, @default, scope)
{
    public new SettingKind<T> Kind { get; } = kind;
}
