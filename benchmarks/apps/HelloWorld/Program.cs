// The baseline of all ratios: the smallest program with output.
Console.WriteLine("Hello, World!");
