namespace BedrockPS.Local.Simulation;

/// <summary>A tool call the simulator has decided on.</summary>
internal sealed class PlannedCall
{
    public PlannedCall(string name, string input)
    {
        Name = name;
        Input = input;
    }

    public string Name { get; }

    /// <summary>Arguments as JSON.</summary>
    public string Input { get; }
}
