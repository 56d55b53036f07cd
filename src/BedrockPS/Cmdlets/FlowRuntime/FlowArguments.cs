using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.FlowRuntime;

namespace BedrockPS.Cmdlets;

/// <summary>What a run of a flow is given, and where: shared by calls and executions.</summary>
internal static class FlowArguments
{
    /// <summary>The alias every flow has for its draft.</summary>
    public const string TestAlias = "TSTALIASID";

    private const string DefaultNode = "FlowInputNode";
    private const string DefaultField = "document";
    private const string DefaultReplyField = "agentInputText";

    private static readonly string[] s_places = ["BedrockPS.Flow", "BedrockPS.FlowAlias", "BedrockPS.FlowVersion"];

    /// <summary>The flow a piped object is, or belongs to; null where it is what a flow is given.</summary>
    public static string? FlowOf(object? piped) => piped is PSObject wrapped
        && wrapped.TypeNames.Any(static name => s_places.Any(place => name.EndsWith(place, StringComparison.Ordinal)))
            ? wrapped.Properties["FlowId"]?.Value as string
            : null;

    /// <summary>
    /// Where the pipeline brings the flow, the first value is the text: PowerShell gave it to the flow before it looked at the pipeline.
    /// </summary>
    /// <param name="bound">Parameters of the command.</param>
    /// <param name="flow">The flow the pipeline brings instead; null: none.</param>
    /// <param name="typed">The first value.</param>
    /// <param name="setText">Sets -Text.</param>
    /// <param name="run">What is done with the input.</param>
    public static void Run(Dictionary<string, object> bound, string? flow, string typed, Action<string?> setText, Action run)
    {
        if (flow is null)
        {
            run();
            return;
        }

        setText(typed);
        bound["FlowId"] = flow;
        try
        {
            run();
        }
        finally
        {
            setText(null);
            bound["FlowId"] = typed;
        }
    }

    /// <summary>The one input: what was piped, unless that only says which flow is meant, else the text.</summary>
    /// <exception cref="BedrockException">EmptyInput, ParameterConflict.</exception>
    public static object Input(object? piped, bool isPiped, string? text)
    {
        bool isPlace = FlowOf(piped) is not null;
        if (isPlace || !isPiped)
        {
            return text ?? (isPlace ? null : piped) ?? throw new BedrockException("EmptyInput", "There is nothing to give to the flow.")
            {
                RecommendedAction = "Give -Text, or pipe texts, objects or text files.",
            };
        }

        return text is null
            ? piped ?? ""
            : throw new BedrockException("ParameterConflict", "A flow takes one input: leave out -Text, or what is piped.") { EndsPipeline = false };
    }

    /// <summary>Puts the input into a request, with the nodes that flows have by default.</summary>
    /// <param name="members">Members of the request; parameters have given what they give.</param>
    /// <param name="document">The input.</param>
    /// <param name="request">What the flow asked for, where a run goes on.</param>
    public static void Complete(Dictionary<string, object?> members, object document, FlowInputRequest? request = null)
    {
        if (!members.ContainsKey("flowAliasIdentifier"))
        {
            members["flowAliasIdentifier"] = TestAlias;
        }

        Dictionary<string, object?> given = members.TryGetValue("inputs", out object? inputs) && inputs is List<object?> and [Dictionary<string, object?> only] ? only : [];
        Dictionary<string, object?> input = new()
        {
            ["nodeName"] = given.TryGetValue("nodeName", out object? node) ? node : request?.Node ?? DefaultNode,
            ["content"] = new Dictionary<string, object?> { ["document"] = document },
        };
        bool isField = given.TryGetValue("nodeOutputName", out object? field);
        if (request is null)
        {
            input["nodeOutputName"] = isField ? field : DefaultField;
        }
        else
        {
            // A reply goes into the node that asked; an input comes out of the input node.
            input["nodeInputName"] = isField ? field : DefaultReplyField;
        }

        members["inputs"] = new List<object?> { input };
    }
}
