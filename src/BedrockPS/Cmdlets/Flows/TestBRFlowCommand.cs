using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Has the service look for mistakes in the definition of a flow, and writes what it finds. Nothing: there is none.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BRFlow")]
[OutputType("BedrockPS.FlowValidation")]
[Calls("bedrock-agent", "GetFlow")]
public sealed class TestBRFlowCommand : ResourceCmdlet
{
    /// <summary>Ids, ARNs or names of flows, whose drafts are looked at.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowId", "FlowArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>Nodes and connections, as hashtable, object or JSON, instead of a flow that is there.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Definition { get; set; }

    internal override IEnumerable<string> OperationNames => ["ValidateFlowDefinition"];

    private protected override ResourceType Type => ResourceTypes.Flow;

    protected override object? Target => base.Target is string id ? id : Definition ?? base.Target;

    protected override void Process()
    {
        OperationDescription validate = Type.Operation("ValidateFlowDefinition");
        if (Definition is not null)
        {
            Write(validate, Members(validate), Identities is [string only] ? only : null);
            return;
        }

        string[] identities = Identities ?? throw new BedrockException("ParameterInvalid", "Give the flow, or a -Definition.");
        OperationDescription get = Type.Operation(Type.Get!);
        ForEachIdentity(identities, identity => WithIdentity(get, identity, id =>
        {
            ResourceContent flow = Wait(Resources.GetAsync(Members(get, id), StopToken));
            Write(validate, new() { ["definition"] = flow.Values.Map("definition") }, flow.First(Type.Id) as string);
            return true;
        }));
    }

    private void Write(OperationDescription validate, Dictionary<string, object?> members, string? flow)
    {
        MemberDescription list = validate.Output!.FindMember("validations")!;
        foreach (IReadOnlyDictionary<string, object?> finding in Call(validate.Name, members).Maps(list.Name))
        {
            PSObject shown = ResourceObject.From(list.Shape.Element!.Name, finding, list.Shape.Element);
            shown.Properties.Add(new PSNoteProperty("FlowId", flow));
            WriteObject(shown);
        }
    }
}
