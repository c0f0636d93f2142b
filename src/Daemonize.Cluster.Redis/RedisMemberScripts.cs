namespace Daemonize.Cluster.Redis;

/// <summary>
/// The steps of members. KEYS are four keys of one name: when each member's record ends, the ids in their order, the records, and the
/// epoch. A rank is looked up in a sorted set, so that ten thousand members cost little more than ten.
/// </summary>
internal static class RedisMemberScripts
{
    /// <summary>
    /// ARGV: id, lease, record, epoch or empty. Replies with the time, the epoch, and count and rank if the epoch is another.
    /// </summary>
    public static readonly RedisScript Meet = new(RedisScripts.Clock + """
        local ends, ids, records, epochs = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
        local id, lease = ARGV[1], tonumber(ARGV[2])
        local changed = false
        local function remove(member)
          redis.call('ZREM', ids, member)
          redis.call('HDEL', records, member)
          if redis.call('ZREM', ends, member) == 1 then changed = true end
        end
        for _, member in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', text(now))) do
          if member ~= id then remove(member) end
        end
        if lease <= 0 then
          remove(id)
        else
          local before = redis.call('ZSCORE', ends, id)
          if not before or tonumber(before) <= now then changed = true end
          redis.call('ZADD', ends, text(now + lease), id)
          redis.call('ZADD', ids, 0, id)
          redis.call('HSET', records, id, text(now) .. ' ' .. ARGV[3])
        end
        local epoch = redis.call('GET', epochs)
        if changed or not epoch then
          epoch = text(math.max(tonumber(epoch or '0') + 1, now))
          redis.call('SET', epochs, epoch)
        end
        if epoch == ARGV[4] then
          return {now, epoch}
        end
        return {now, epoch, redis.call('ZCARD', ids), redis.call('ZRANK', ids, id)}
        """);

    /// <summary>Replies with the time and the records of all members whose record has not ended, in order of their ids.</summary>
    public static readonly RedisScript Members = new(RedisScripts.Clock + """
        local reply = {now}
        for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
          if tonumber(redis.call('ZSCORE', KEYS[1], id) or '0') > now then
            reply[#reply + 1] = redis.call('HGET', KEYS[3], id)
          end
        end
        return reply
        """);
}
