namespace Daemonize.Text;

/// <summary>A count with its noun, for messages.</summary>
internal static class Plural
{
    /// <summary>Gets the count and one of two texts: <c>1 line was</c>, <c>2 lines were</c>.</summary>
    public static string Of(long count, string one, string several) => $"{count} {(count == 1 ? one : several)}";
}
