using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Completers;

/// <summary>Names of the nodes that take the input of a flow, read from its draft.</summary>
public sealed class FlowNodeCompleter : IArgumentCompleter
{
    private static readonly ConcurrentDictionary<string, KeptReading<string[]>> s_flows = new(StringComparer.Ordinal);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        string? flow = new[] { "FlowId", "Flow", "FlowIdentifier", "FlowArn" }
            .Select(name => LanguagePrimitives.ConvertTo<string>(fakeBoundParameters[name]))
            .FirstOrDefault(static text => !string.IsNullOrEmpty(text));
        if (flow is null || BoundConnection.Resolve(fakeBoundParameters) is not ConnectionSettings settings)
        {
            return [];
        }

        string[] nodes = s_flows.GetOrAdd(flow, static flow => new KeptReading<string[]>((api, token) => ReadAsync(api, flow, token))).Get(settings) ?? [];
        return nodes.Where(node => CompletionText.Holds(node, word)).Select(static node => CompletionText.Result(node)).ToArray();
    }

    private static async Task<string[]> ReadAsync(ApiClient api, string flow, CancellationToken cancellationToken)
    {
        ResourceApi flows = new(api, ResourceTypes.Flow);
        string id = ResourceTypes.Flow.IdOf(flow) ?? await flows.FindOneAsync(flow, [], cancellationToken).ConfigureAwait(false) ?? flow;
        ResourceContent content = await flows.GetAsync(new() { ["flowIdentifier"] = id }, cancellationToken).ConfigureAwait(false);
        return [.. content.Values.Map("definition").Maps("nodes").Where(static node => node.Text("type") == "Input").Select(static node => node.Text("name"))];
    }
}
