namespace BedrockPS.Bench;

/// <summary>One thing that is measured.</summary>
internal interface IJob
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    void Run(Bench bench, Report report);
}
