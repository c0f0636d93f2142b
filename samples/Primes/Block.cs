using System.Globalization;

namespace Primes;

/// <summary>A piece of the work: the numbers from <paramref name="From"/> up to <paramref name="To"/>, without the latter.</summary>
internal sealed record Block(int Index, int From, int To)
{
    /// <summary>Every block below a limit.</summary>
    public static IEnumerable<Block> All(int limit, int size)
    {
        for (var index = 0; (long)index * size < limit; index++)
        {
            yield return new(index, index * size, (int)Math.Min(limit, ((long)index + 1) * size));
        }
    }

    /// <summary>The file with its result.</summary>
    public string FileIn(DirectoryInfo output) => Path.Combine(output.FullName, string.Create(CultureInfo.InvariantCulture, $"primes-{Index:00000}.txt"));

    public bool IsDoneIn(DirectoryInfo output) => File.Exists(FileIn(output));

    /// <summary>Counts its primes, by trial division: there is to be something to share out.</summary>
    public int CountPrimes(CancellationToken stopping)
    {
        var count = 0;
        for (var number = From; number < To; number++)
        {
            stopping.ThrowIfCancellationRequested();
            count += IsPrime(number) ? 1 : 0;
        }

        return count;
    }

    private static bool IsPrime(int number)
    {
        for (var divisor = 2; (long)divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return number > 1;
    }
}
