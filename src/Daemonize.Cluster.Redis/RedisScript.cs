using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Daemonize.Cluster.Redis;

/// <summary>A Lua script, and the hash by which a server knows it once it has run there.</summary>
/// <param name="text">The text of the script.</param>
internal sealed class RedisScript(string text)
{
    /// <summary>The script.</summary>
    public string Text { get; } = text;

    /// <summary>Its SHA-1, as EVALSHA takes it.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The hash is the server's name for the script; it protects nothing.")]
    public byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
}
