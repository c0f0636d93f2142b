using System.Runtime.CompilerServices;

namespace Daemonize.Platform;

/// <summary>How the program was published, as far as it makes a difference to what its process needs.</summary>
internal static class RuntimeForm
{
    /// <summary>
    /// Whether this process runs NativeAOT code, and so has no JIT and needs no file besides its executable. The feature switch does not say so: PublishAot, the default of
    /// file-based programs, turns dynamic code off in an ordinary build too, which the JIT runs. But the JIT's host names the assemblies of every program that
    /// it starts.
    /// </summary>
    public static bool IsNativeAot => !RuntimeFeature.IsDynamicCodeSupported && AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;
}
