using System.Reflection;
using BenchmarkDotNet.Running;

// Names choose: dotnet run --project bench/Micro -c Release -- --filter *Decoder*
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args.Length == 0 ? ["--filter", "*"] : args);
