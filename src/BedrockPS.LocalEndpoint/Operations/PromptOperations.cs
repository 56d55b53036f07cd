using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Prompts of Prompt management: made, versioned, described, listed, deleted.</summary>
internal sealed class PromptOperations
{
    private const string Service = "bedrock-agent";
    private const string Kind = "prompt";
    private const string Draft = "DRAFT";

    private readonly ResourceStore _store;

    public PromptOperations(ResourceStore store) => _store = store;

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "CreatePrompt", Create);
        table.Add(Service, "CreatePromptVersion", CreateVersion);
        table.Add(Service, "GetPrompt", Get);
        table.Add(Service, "ListPrompts", List);
        table.Add(Service, "DeletePrompt", Delete);
    }

    /// <summary>A prompt and the version its ARN names.</summary>
    /// <exception cref="ServiceFault">ResourceNotFoundException.</exception>
    public (Resource Prompt, string Version) Find(string region, string identifier)
    {
        int resource = identifier.LastIndexOf('/');
        int colon = identifier.IndexOf(':', resource < 0 ? 0 : resource);
        string id = colon < 0 ? identifier : identifier.Substring(0, colon);
        Resource prompt = _store.Find(region, Kind, id) ?? throw ServiceFault.NotFound($"The prompt '{identifier}' does not exist.");
        return (prompt, colon < 0 ? Draft : identifier.Substring(colon + 1));
    }

    private Answer Create(OperationCall call)
    {
        Resource prompt = _store.Add(call, Kind, call.Input.Text("name")!, 10);
        prompt.Members[Draft] = call.Input;
        return Answer.Of(Describe(prompt, Draft));
    }

    private Answer CreateVersion(OperationCall call)
    {
        Resource prompt = Find(call.Region, call.Input.Text("promptIdentifier")!).Prompt;
        string version = prompt.Members.Count.ToString(CultureInfo.InvariantCulture);
        prompt.Members = new Dictionary<string, object?>(prompt.Members) { [version] = prompt.Members[Draft] };
        return Answer.Of(Describe(prompt, version));
    }

    private Answer Get(OperationCall call)
    {
        (Resource prompt, string version) = Find(call.Region, call.Input.Text("promptIdentifier")!);
        version = call.Input.Text("promptVersion") ?? version;
        return prompt.Members.ContainsKey(version)
            ? Answer.Of(Describe(prompt, version))
            : throw ServiceFault.NotFound($"The prompt '{prompt.Id}' has no version '{version}'.");
    }

    private Answer List(OperationCall call)
    {
        string? identifier = call.Input.Text("promptIdentifier");
        IEnumerable<object?> prompts = identifier is null
            ? _store.List(call.Region, Kind).Select(static prompt => (object?)Summary(prompt, Draft))
            : Find(call.Region, identifier).Prompt is Resource one ? one.Members.Keys.Select(version => (object?)Summary(one, version)) : [];
        return Pages.Of(call, "promptSummaries", prompts.ToList());
    }

    private Answer Delete(OperationCall call)
    {
        Resource prompt = Find(call.Region, call.Input.Text("promptIdentifier")!).Prompt;
        Dictionary<string, object?> answer = new() { ["id"] = prompt.Id };
        if (call.Input.Text("promptVersion") is string version)
        {
            Dictionary<string, object?> rest = new(prompt.Members);
            prompt.Members = version != Draft && rest.Remove(version)
                ? rest
                : throw ServiceFault.NotFound($"The prompt '{prompt.Id}' has no version '{version}' that can be deleted.");
            answer["version"] = version;
        }
        else
        {
            _store.Remove(prompt);
        }

        return Answer.Of(answer);
    }

    private static Dictionary<string, object?> Describe(Resource prompt, string version)
    {
        Dictionary<string, object?> members = Summary(prompt, version);
        foreach (KeyValuePair<string, object?> more in ResourceLists.Pick(prompt.Members.Map(version)!, "defaultVariant", "variants"))
        {
            members[more.Key] = more.Value;
        }

        return members;
    }

    private static Dictionary<string, object?> Summary(Resource prompt, string version)
    {
        Dictionary<string, object?> summary = ResourceLists.Pick(prompt.Members.Map(version)!, "name", "description");
        summary["id"] = prompt.Id;
        summary["arn"] = version == Draft ? prompt.Arn : prompt.Arn + ":" + version;
        summary["version"] = version;
        summary["createdAt"] = prompt.Created;
        summary["updatedAt"] = prompt.Updated;
        return summary;
    }
}
