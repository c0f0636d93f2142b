using System.Runtime.CompilerServices;

namespace Daemonize.Platform;

/// <summary>The form in which the program was published, as far as its process needs to know it.</summary>
internal static class RuntimeForm
{
    /// <summary>
    /// Whether this process runs NativeAOT code, and so has no JIT and needs no file except its executable. The feature switch is not
    /// enough: PublishAot, the default of file-based programs, also turns dynamic code off in an ordinary build, which the JIT runs. The
    /// JIT's host, however, lists the assemblies of every program that it starts.
    /// </summary>
    public static bool IsNativeAot => !RuntimeFeature.IsDynamicCodeSupported && AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;
}
