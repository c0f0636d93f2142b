namespace Daemonize.Cluster.Redis;

/// <summary>
/// The steps, each a Lua script that runs in the server in one piece. KEYS are the records of one name, ARGV has the values of the caller
/// and then those of each record. A reply is the time, and for each record whose condition was fulfilled its place in KEYS and its fields.
/// </summary>
/// <remarks>
/// Numbers of Lua are exact below 2^53, which milliseconds stay below. Tokens are compared and slots are stored as the caller's text, so no
/// number is changed by its way through Lua. A text from a number has no exponent only by format: %.0f.
/// </remarks>
internal static class RedisScripts
{
    /// <summary>ARGV: deputy or empty, its term. Creates missing records; see <see cref="ClusterStore.LookAsync"/>.</summary>
    public static readonly RedisScript Look = new(Start + """
        local deputy, term = ARGV[1], tonumber(ARGV[2])
        for place, key in ipairs(KEYS) do
          if redis.call('EXISTS', key) == 0 then
            redis.call('HSET', key, 'token', '0', 'slot', text(now), 'attempt', '1', 'done', text(now), 'missed', '0', 'interrupted', '0')
          end
          if deputy ~= '' then
            local other, ends, owner = unpack(redis.call('HMGET', key, 'deputy', 'deputyUntil', 'owner'))
            if not other or other == deputy or other == owner or tonumber(ends) < now then
              redis.call('HSET', key, 'deputy', deputy, 'deputyUntil', text(now + term))
            end
          end
          add(place, key)
        end
        return reply
        """);

    /// <summary>ARGV: owner, host, lease, the token of each record. See <see cref="ClusterStore.TakeAsync"/>.</summary>
    public static readonly RedisScript Take = new(Start + """
        local me, host, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])
        for place, key in ipairs(KEYS) do
          local token, owner, ends = unpack(redis.call('HMGET', key, 'token', 'owner', 'until'))
          if token == ARGV[3 + place] and (not owner or owner == me or tonumber(ends) < now) then
            local next = text(math.max(tonumber(token) + 1, now))
            redis.call('HSET', key, 'token', next, 'owner', me, 'host', host, 'until', text(now + lease))
            add(place, key)
          end
        end
        return reply
        """);

    /// <summary>
    /// ARGV: owner, lease, token, slot, attempt, passed and ended of each record. See <see cref="ClusterStore.BeginAsync"/>.
    /// </summary>
    public static readonly RedisScript Begin = new(Start + """
        local me, lease = ARGV[1], tonumber(ARGV[2])
        for place, key in ipairs(KEYS) do
          local at = 2 + (place - 1) * 5
          local wanted, attempt = tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
          local token, owner, slot, last, done = unpack(redis.call('HMGET', key, 'token', 'owner', 'slot', 'attempt', 'done'))
          if owner == me and token == ARGV[at + 1] and tonumber(done) < wanted and (tonumber(slot) < wanted
              or tonumber(slot) == wanted and (attempt == tonumber(last) or attempt == tonumber(last) + 1)) then
            redis.call('HSET', key, 'until', text(now + lease))
            if tonumber(done) < tonumber(ARGV[at + 5]) then
              redis.call('HSET', key, 'done', ARGV[at + 5])
            end
            if wanted <= now then
              if tonumber(slot) < wanted then
                redis.call('HINCRBY', key, 'missed', ARGV[at + 4])
              end
              redis.call('HSET', key, 'slot', ARGV[at + 2], 'attempt', ARGV[at + 3])
            end
            add(place, key)
          end
        end
        return reply
        """);

    /// <summary>ARGV: owner, lease, the token of each record. See <see cref="ClusterStore.RenewAsync"/>.</summary>
    public static readonly RedisScript Renew = new(Start + """
        local me, lease = ARGV[1], tonumber(ARGV[2])
        for place, key in ipairs(KEYS) do
          local token, owner = unpack(redis.call('HMGET', key, 'token', 'owner'))
          if owner == me and token == ARGV[2 + place] then
            redis.call('HSET', key, 'until', text(now + lease))
            add(place, key)
          end
        end
        return reply
        """);

    /// <summary>ARGV: owner, token, slot, interrupted and 1 to release of each record. See <see cref="ClusterStore.EndAsync"/>.</summary>
    public static readonly RedisScript End = new(Start + """
        local me = ARGV[1]
        for place, key in ipairs(KEYS) do
          local at = 1 + (place - 1) * 4
          local token, owner, done = unpack(redis.call('HMGET', key, 'token', 'owner', 'done'))
          if owner == me and token == ARGV[at + 1] then
            if tonumber(done) < tonumber(ARGV[at + 2]) then
              redis.call('HSET', key, 'done', ARGV[at + 2])
              redis.call('HINCRBY', key, 'interrupted', ARGV[at + 3])
            end
            if ARGV[at + 4] == '1' then
              redis.call('HDEL', key, 'owner')
            end
            add(place, key)
          end
        end
        return reply
        """);

    /// <summary>The beginning of all scripts: the time, once, in whole milliseconds and never later than the true one.</summary>
    internal const string Clock = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local function text(number) return string.format('%.0f', number) end

        """;

    private const string Start = Clock + """
        local reply = {now}
        local function add(place, key)
          reply[#reply + 1] = {place, redis.call('HMGET', key, 'token', 'owner', 'host', 'until', 'slot', 'attempt', 'done', 'missed',
            'interrupted', 'deputy', 'deputyUntil')}
        end

        """;
}
