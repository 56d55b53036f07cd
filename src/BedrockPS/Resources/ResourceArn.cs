using System;

namespace BedrockPS.Resources;

/// <summary>The parts of an ARN of Bedrock's: partition, region, account, what it is and its id.</summary>
internal sealed class ResourceArn
{
    private ResourceArn(string text, string[] parts, string kind, string id)
    {
        Text = text;
        Partition = parts[1];
        Region = parts[3];
        Account = parts[4];
        Kind = kind;
        Id = id;
    }

    public string Text { get; }

    public string Partition { get; }

    /// <summary>Empty in the ARN of a model that a global profile routes to.</summary>
    public string Region { get; }

    /// <summary>Empty in the ARN of a foundation model.</summary>
    public string Account { get; }

    /// <summary>What follows the account, up to the first slash: guardrail, agent-alias, foundation-model.</summary>
    public string Kind { get; }

    /// <summary>What follows the kind; ids of children follow their parent's after a slash.</summary>
    public string Id { get; }

    /// <summary>Service whose tags and policies it takes part in.</summary>
    public string Service => Kind switch
    {
        "agent" or "agent-alias" or "knowledge-base" or "flow" or "prompt" => "bedrock-agent",
        "session" => "bedrock-agent-runtime",
        _ => "bedrock",
    };

    /// <summary>Null for what is no ARN of Bedrock's.</summary>
    public static ResourceArn? TryParse(string text)
    {
        string[] parts = text.Split([':'], 6);
        if (parts.Length != 6 || parts[0] != "arn" || parts[2] != "bedrock" || parts[1].Length == 0)
        {
            return null;
        }

        int slash = parts[5].IndexOf('/');
        return slash <= 0 || slash == parts[5].Length - 1
            ? null
            : new ResourceArn(text, parts, parts[5].Substring(0, slash), parts[5].Substring(slash + 1));
    }

    /// <exception cref="BedrockException">ParameterInvalid.</exception>
    public static ResourceArn Parse(string text) =>
        TryParse(text) ?? throw new BedrockException("ParameterInvalid", $"'{text}' is not the ARN of something of Bedrock's.")
        {
            RecommendedAction = "Give an ARN such as arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123, or pipe the object that has it.",
        };

    public override string ToString() => Text;
}
