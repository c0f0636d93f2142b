using System.Buffers.Text;

namespace Daemonize.Platform.Linux;

/// <summary>The user namespace of this process (user_namespaces(7)): the users of the machine that it can distinguish.</summary>
internal static class UserNamespace
{
    /// <summary>The whole range of ids, which the initial namespace maps to itself.</summary>
    private const long AllIds = uint.MaxValue;

    /// <summary>
    /// Whether an owner is not a single user but stands for all users that the namespace does not know, including root of the machine: the
    /// overflow id, which elsewhere is <c>nobody</c>.
    /// </summary>
    public static bool IsUnmapped(uint owner) => owner == OverflowId && !IsWhole;

    private static uint OverflowId => TryReadNumber("/proc/sys/kernel/overflowuid") ?? 65534;

    private static bool IsWhole
    {
        get
        {
            // ID-INSIDE ID-OUTSIDE LENGTH
            ReadOnlySpan<byte> map = ProcFs.TryReadAll("/proc/self/uid_map", out _) ?? [];
            var length = map.TrimEnd((byte)'\n');
            return map.IsEmpty
                || (Utf8Parser.TryParse(length[(length.LastIndexOf((byte)' ') + 1)..], out long ids, out _) && ids == AllIds);
        }
    }

    private static uint? TryReadNumber(string path) =>
        ProcFs.TryReadAll(path, out _) is { } text && Utf8Parser.TryParse(text, out uint number, out _) ? number : null;
}
