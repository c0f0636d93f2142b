using System.Globalization;

namespace Primes;

/// <summary>A part of the work: the numbers from <paramref name="From"/> up to but excluding <paramref name="To"/>.</summary>
internal sealed record Block(int Index, int From, int To)
{
    /// <summary>Returns all blocks below a limit.</summary>
    public static IEnumerable<Block> All(int limit, int size)
    {
        for (var index = 0; (long)index * size < limit; index++)
        {
            yield return new(index, index * size, (int)Math.Min(limit, ((long)index + 1) * size));
        }
    }

    /// <summary>Returns the file for the result of this block.</summary>
    public string FileIn(DirectoryInfo output) =>
        Path.Combine(output.FullName, string.Create(CultureInfo.InvariantCulture, $"primes-{Index:00000}.txt"));

    public bool IsDoneIn(DirectoryInfo output) => File.Exists(FileIn(output));

    /// <summary>Counts the primes of the block by trial division, which is slow enough to be worth dividing.</summary>
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
