using System.Text;
using Daemonize.Cluster;

namespace Daemonize.Clustering;

/// <summary>The names of the files of a <see cref="FileStore"/>: two names in the store never have the same files.</summary>
internal static class FileNames
{
    /// <summary>The longest name of a file is 255 bytes on most file systems; the ending is part of it.</summary>
    private const int MaxLength = 200;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Gets the record of a shard.</summary>
    public static string Lease(string directory, string name, int shard) => Path.Combine(directory, $"{Encode(name)}.{shard}.lease");

    /// <summary>Gets the lock that the owner of a shard holds.</summary>
    public static string Term(string directory, string name, int shard) => Path.Combine(directory, $"{Encode(name)}.{shard}.term");

    /// <summary>Gets the list of the members of a name.</summary>
    public static string Members(string directory, string name) => Path.Combine(directory, $"{Encode(name)}.members");

    /// <summary>
    /// Writes a name as the name of a file: small letters, digits, <c>-</c> and <c>_</c> as they are, each other byte as <c>%</c> and two
    /// digits. Capital letters are among them because some file systems do not distinguish them from small ones.
    /// </summary>
    private static string Encode(string name)
    {
        var text = new StringBuilder();
        try
        {
            foreach (var item in Strict.GetBytes(name))
            {
                _ = item is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'_'
                    ? text.Append((char)item)
                    : text.Append(InvariantNumbers.Format, $"%{item:x2}");
            }
        }
        catch (EncoderFallbackException)
        {
            throw new ClusterStoreException("the name in the store is not a text of Unicode") { IsPermanent = true };
        }

        return text.Length is > 0 and <= MaxLength
            ? text.ToString()
            : throw new ClusterStoreException(
                $"the name '{name}' has {text.Length} bytes in the name of a file; choose one with 1 to {MaxLength}")
            {
                IsPermanent = true,
            };
    }
}
