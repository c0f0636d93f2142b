namespace Stream;

/// <summary>The work per value: a number of rounds of xorshift, which no optimizer can remove.</summary>
internal static class Work
{
    private static ulong _sum;

    public static void Do(long value, int rounds)
    {
        var state = (ulong)value + 1;
        for (var round = 0; round < rounds; round++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        if (state == 0)
        {
            // Never true, but the compiler does not know.
            Interlocked.Increment(ref _sum);
        }
    }
}
