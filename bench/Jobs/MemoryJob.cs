namespace BedrockPS.Bench.Jobs;

/// <summary>Heap and working set while many prompts are piped.</summary>
internal sealed class MemoryJob : IJob
{
    private const int Lines = 3;

    public string Name => "memory";

    public void Run(Bench bench, Report report)
    {
        using Worker worker = bench.Ours(Name);
        worker.Begin();
        string[] lines = new string[Lines];
        for (int i = 0; i < Lines; i++)
        {
            lines[i] = worker.ReadLine();
        }

        worker.ReadLine();
        report.Tell("memory, 100,000 piped prompts, 64 at a time", string.Join("\n  ", lines));
    }
}
