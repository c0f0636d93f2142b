// The measure of all ratios: the smallest program that says something.
Console.WriteLine("Hello, World!");
