using System.Collections.Generic;

namespace BedrockPS.Errors;

/// <summary>What is known of a code, or of one of the troubles it stands for.</summary>
internal sealed class CodeExplanation
{
    public CodeExplanation(string topic, string summary, IReadOnlyList<string> causes, IReadOnlyList<string> commands)
    {
        Topic = topic;
        Summary = summary;
        Causes = causes;
        Commands = commands;
    }

    public string Topic { get; }

    public string Summary { get; }

    /// <summary>The likeliest first.</summary>
    public IReadOnlyList<string> Causes { get; }

    /// <summary>In the order to run them; {action}, {resource}, {operation}, {service} and {profile} are filled in.</summary>
    public IReadOnlyList<string> Commands { get; }
}
