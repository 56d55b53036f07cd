using System.Collections.Generic;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Prompts of Prompt management.</summary>
internal sealed class PromptOperations
{
    private const string Kind = "prompt";

    private readonly ResourceStore _store;

    public PromptOperations(ResourceDesk desk)
    {
        _store = desk.Store;
        desk.Add(new ResourceKind("bedrock-agent", Kind, Kind)
        {
            Create = "CreatePrompt",
            Get = "GetPrompt",
            List = "ListPrompts",
            Update = "UpdatePrompt",
            Delete = "DeletePrompt",
            Versions = new VersionOperations("promptVersion") { Create = "CreatePromptVersion", IsInArn = true },
        });
    }

    /// <summary>The members of the prompt that an id or ARN names; a number after the ARN is a version.</summary>
    /// <exception cref="ServiceFault">ResourceNotFoundException.</exception>
    public Dictionary<string, object?> Find(string region, string identifier)
    {
        (string id, string? number) = ResourceAddress.SplitVersion(identifier);
        Resource? prompt = _store.Find(region, Kind, id);
        return (number is null ? prompt?.Members : prompt?.FindVersion(number)?.Members)
            ?? throw ServiceFault.NotFound($"The prompt '{identifier}' does not exist.");
    }
}
