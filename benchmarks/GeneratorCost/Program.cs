using System.Globalization;
using Daemonize.Benchmarks;
using GeneratorCost;

// The cost of Daemonize for a build and an editor: the generator cold and after an edit, and the analyzers on a program of 1,000 files.
const int Daemons = 100;
const int Files = 1000;

var rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
Machine.Print($"Cost of the generator and the analyzers, medians of {rounds} rounds");
GeneratorRuns.Run(rounds, 1, 10, Daemons);
GeneratorSteps.Run(rounds, Daemons);
await AnalyzerRuns.RunAsync(rounds, Files, Daemons);
Machine.PrintLoad();
