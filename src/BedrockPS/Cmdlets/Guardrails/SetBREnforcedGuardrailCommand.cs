using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Enforces a guardrail on every inference call of the account in this region, whether or not the call names one. Where one is
/// enforced already, what is not given stays as it is.
/// </summary>
[Cmdlet(VerbsCommon.Set, "BREnforcedGuardrail", SupportsShouldProcess = true)]
[OutputType("BedrockPS.EnforcedGuardrail")]
public sealed class SetBREnforcedGuardrailCommand : ResourceCmdlet
{
    private const string Config = "guardrailInferenceConfig";

    /// <summary>Id, ARN or name of the guardrail. Needed when none is enforced yet.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member(Config + ".guardrailIdentifier")]
    [Alias("Guardrail", "GuardrailArn")]
    [ArgumentCompleter(typeof(GuardrailCompleter))]
    [ParentId]
    public string? GuardrailId { get; set; }

    /// <summary>Number of the version; a draft cannot be enforced. Needed when none is enforced yet.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member(Config + ".guardrailVersion")]
    [Alias("Version")]
    public string? GuardrailVersion { get; set; }

    /// <summary>How system prompts are guarded: COMPREHENSIVE is all of them, SELECTIVE what the caller marks.</summary>
    [Parameter]
    [Member(Config + ".selectiveContentGuarding.system")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? SystemGuarding { get; set; }

    /// <summary>How messages are guarded: COMPREHENSIVE is all of them, SELECTIVE what the caller marks.</summary>
    [Parameter]
    [Member(Config + ".selectiveContentGuarding.messages")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? MessageGuarding { get; set; }

    /// <summary>Ids of the models it is enforced on, or ALL.</summary>
    [Parameter]
    [Member(Config + ".modelEnforcement.includedModels")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? IncludedModel { get; set; }

    /// <summary>Ids of models it is not enforced on.</summary>
    [Parameter]
    [Member(Config + ".modelEnforcement.excludedModels")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [AllowEmptyCollection]
    public string[]? ExcludedModel { get; set; }

    /// <summary>Id of the configuration to change. Without it the account's only one is meant.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ConfigId { get; set; }

    /// <summary>Writes the configuration as it then is.</summary>
    [Parameter]
    [Option]
    public SwitchParameter PassThru { get; set; }

    internal override IEnumerable<string> OperationNames => [Type.List!, Type.Update!];

    protected override object? Target => GuardrailId ?? base.Target;

    private protected override ResourceType Type => ResourceTypes.EnforcedGuardrail;

    protected override void Process()
    {
        OperationDescription put = Type.Operation(Type.Update!);
        Dictionary<string, object?> members = Members(put);
        string target = $"{ResourceTypes.Guardrail.Label} {GuardrailId}".TrimEnd() + $", for every call of the account in {Api.Region}";
        if (!ShouldProcess(target, put.Name))
        {
            return;
        }

        string id;
        try
        {
            id = Put(put, members);
        }
        catch (BedrockException exception) when (exception.Code == "ResourceNotFound" && GuardrailId is not null)
        {
            if (FindByName(ResourceTypes.Guardrail, GuardrailId) is not string named)
            {
                throw;
            }

            ((PartialMembers)members[Config]!)["guardrailIdentifier"] = named;
            id = Put(put, members);
        }

        if (PassThru && Find(id) is IReadOnlyDictionary<string, object?> config)
        {
            WriteObject(Show(new ResourceContent(Type, config, Type.Operation(Type.List!).Output!.FindMember("guardrailsConfig")!.Shape.Element)));
        }
    }

    private string Put(OperationDescription put, Dictionary<string, object?> given)
    {
        Dictionary<string, object?> members = new(given);
        PartialMembers change = (PartialMembers)(given.TryGetValue(Config, out object? value) ? value : new PartialMembers())!;
        Dictionary<string, object?> config = change;
        ShapeDescription shape = put.Input!.FindMember(Config)!.Shape;
        if (Find(ConfigId) is IReadOnlyDictionary<string, object?> present)
        {
            members["configId"] = present.Text("configId");
            Dictionary<string, object?> before = ShapeFit.Fit(present, shape);
            before["guardrailIdentifier"] = present.Text("guardrailArn");
            config = change.Over(before, shape);
        }

        members[Config] = config;
        if (config.TryGetValue("modelEnforcement", out object? enforcement) && enforcement is Dictionary<string, object?> models)
        {
            // The service wants both lists, whichever of them was meant.
            config["modelEnforcement"] = new Dictionary<string, object?>
            {
                ["includedModels"] = models.TryGetValue("includedModels", out object? included) ? included : new List<object?> { "ALL" },
                ["excludedModels"] = models.TryGetValue("excludedModels", out object? excluded) ? excluded : new List<object?>(),
            };
        }

        return Call(put.Name, members).Text("configId");
    }

    /// <summary>The configuration with an id; the first where none is given.</summary>
    private IReadOnlyDictionary<string, object?>? Find(string? id) =>
        Call(Type.List!, []).Maps("guardrailsConfig").FirstOrDefault(config => id is null || config.Text("configId") == id);
}
