using System;

namespace BedrockPS.Bench;

/// <summary>Called from the measured pipeline itself, while it runs.</summary>
public static class Memory
{
    public static void Tell(int prompts)
    {
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"{prompts:N0} piped: heap {heap / 1048576.0:N1} MB, working set {Environment.WorkingSet / 1048576.0:N0} MB");
    }
}
