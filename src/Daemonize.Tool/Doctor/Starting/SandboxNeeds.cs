namespace Daemonize.Tool.Doctor.Starting;

/// <summary>Why a check cannot be made in a sandbox.</summary>
internal static class SandboxNeeds
{
    public const string Namespace =
        "this needs a pid namespace, which neither this user nor a user namespace can make here; run it as root";
}
