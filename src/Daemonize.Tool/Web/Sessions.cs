using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Daemonize.Tool.Web;

/// <summary>
/// Who may use the page: a code of a link, which counts once, becomes a session, whose token the browser shows with each request. Only
/// hashes are kept, and only in memory.
/// </summary>
/// <param name="time">The clock, which a test moves.</param>
internal sealed class Sessions(TimeProvider time)
{
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private const int CodeSize = 16;
    private const int TokenSize = 32;

    /// <summary>Nobody needs more; the oldest give way.</summary>
    private const int Most = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _sessions = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>Makes the code of a link, which counts once and for five minutes.</summary>
    /// <param name="mayAct">Whether the session of the link may act on daemons.</param>
    public string CreateCode(bool mayAct)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeSize));
        lock (_lock)
        {
            Add(_codes, code, new Entry(new Session(0, mayAct), Now(), time.GetTimestamp()), CodeLife);
        }

        return code;
    }

    /// <summary>Begins a session and gives its token; null for a code that is wrong, used or too old.</summary>
    public (string Token, Session Session)? TryBegin(string code)
    {
        lock (_lock)
        {
            if (!_codes.Remove(HashOf(code), out var found) || IsOver(found, CodeLife))
            {
                return null;
            }

            var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenSize));
            var session = new Session(++_last, found.Session.MayAct);
            Add(_sessions, token, new Entry(session, Now(), time.GetTimestamp()), Life);
            return (token, session);
        }
    }

    /// <summary>Finds the session of a token, which is used by that; null if there is none, or it is over.</summary>
    public Session? TryUse(string token)
    {
        var hash = HashOf(token);
        lock (_lock)
        {
            return TryUseHash(hash);
        }
    }

    /// <summary>Whether a session is not over; it is used by that.</summary>
    public bool Use(Session session)
    {
        lock (_lock)
        {
            foreach (var (hash, entry) in _sessions)
            {
                if (entry.Session == session)
                {
                    return TryUseHash(hash) is not null;
                }
            }

            return false;
        }
    }

    /// <summary>Ends a session.</summary>
    public void End(Session session)
    {
        lock (_lock)
        {
            foreach (var hash in _sessions.Where(entry => entry.Value.Session == session).Select(static entry => entry.Key).ToList())
            {
                _ = _sessions.Remove(hash);
            }
        }
    }

    private Session? TryUseHash(string hash)
    {
        if (!_sessions.TryGetValue(hash, out var entry))
        {
            return null;
        }

        if (IsOver(entry, Life))
        {
            _ = _sessions.Remove(hash);
            return null;
        }

        _sessions[hash] = entry with { At = Now(), Timestamp = time.GetTimestamp() };
        return entry.Session;
    }

    /// <summary>Whether a time has passed since the last use, by any of two clocks: one can be set back, and the other stands still in
    /// sleep.</summary>
    private bool IsOver(Entry entry, TimeSpan life) => Now() - entry.At >= life || time.GetElapsedTime(entry.Timestamp) >= life;

    private void Add(Dictionary<string, Entry> entries, string secret, Entry entry, TimeSpan life)
    {
        foreach (var old in entries.Where(old => IsOver(old.Value, life)).Select(static old => old.Key).ToList())
        {
            _ = entries.Remove(old);
        }

        if (entries.Count >= Most)
        {
            _ = entries.Remove(entries.MinBy(static old => old.Value.At).Key);
        }

        entries.Add(HashOf(secret), entry);
    }

    private DateTimeOffset Now() => time.GetUtcNow();

    private static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Entry(Session Session, DateTimeOffset At, long Timestamp);
}

/// <summary>A session of a browser.</summary>
/// <param name="Number">Its number since the start of the daemon, for the log.</param>
/// <param name="MayAct">Whether it may act on daemons.</param>
internal sealed record Session(int Number, bool MayAct);
