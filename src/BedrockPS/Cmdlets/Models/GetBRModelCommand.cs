using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the foundation models of a region.</summary>
[Cmdlet(VerbsCommon.Get, "BRModel")]
[OutputType(typeof(Model))]
[Calls("bedrock", "ListFoundationModels", "GetFoundationModel", "ListInferenceProfiles")]
public sealed class GetBRModelCommand : ConnectedCmdlet
{
    /// <summary>Model ids, with wildcards; an exact id is asked of the service and gives its full details.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FoundationModelId", "FoundationModelArn", "Model", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    /// <summary>Provider names such as Anthropic or Amazon, with wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelWordCompleter))]
    [SupportsWildcards]
    public string[]? Provider { get; set; }

    /// <summary>Modalities the model reads: TEXT, IMAGE, VIDEO and so on; all that are named.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelWordCompleter))]
    public string[]? InputModality { get; set; }

    /// <summary>Modalities the model gives: TEXT, IMAGE, EMBEDDING and so on; all that are named.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelWordCompleter))]
    public string[]? OutputModality { get; set; }

    /// <summary>How the model can be called: ON_DEMAND, PROVISIONED or INFERENCE_PROFILE; one of those named.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelWordCompleter))]
    public string[]? InferenceType { get; set; }

    /// <summary>How the model can be customised: FINE_TUNING, CONTINUED_PRE_TRAINING or DISTILLATION; one of those named.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelWordCompleter))]
    public string[]? CustomizationType { get; set; }

    /// <summary>Models that stream; -Streaming:$false gives those that do not.</summary>
    [Parameter]
    public SwitchParameter Streaming { get; set; }

    /// <summary>ACTIVE or LEGACY.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelWordCompleter))]
    public string? Lifecycle { get; set; }

    protected override object? Target => Id is { Length: 1 } ? Id[0] : Id;

    protected override void Process()
    {
        ModelCatalog catalog = Wait(ModelCatalog.ReadAsync(Api, StopToken));
        if (catalog.ProfilesFailure is BedrockException failure)
        {
            WriteWarning($"The inference profiles could not be listed, so InferenceProfile is empty: {failure.Message}");
        }

        if (Id is null)
        {
            Write(catalog.Models);
            return;
        }

        // One wrong id among several fails alone.
        ForEach(Id, id =>
        {
            if (WildcardPattern.ContainsWildcardCharacters(id))
            {
                WildcardPattern pattern = new(id, WildcardOptions.IgnoreCase);
                Write(catalog.Models.Where(model => pattern.IsMatch(model.Id)));
            }
            else
            {
                WriteOne(catalog, id);
            }
        });
    }

    private void WriteOne(ModelCatalog catalog, string id)
    {
        string modelId = id.StartsWith("arn:", StringComparison.Ordinal) || ModelResolver.IsFullId(id)
            ? id
            : Wait(ModelResolver.ResolveAsync(Api, id, null, StopToken));
        Dictionary<string, object?> parameters = new() { ["modelIdentifier"] = modelId };
        Dictionary<string, object?> answer = Wait(Api.CallAsync("bedrock", "GetFoundationModel", parameters, StopToken));
        Write([ModelReader.Read(answer.Map("modelDetails"), catalog.ProfilesByModel, Api.Region)]);
    }

    private void Write(IEnumerable<Model> models)
    {
        foreach (Model model in models.Where(Passes))
        {
            WriteObject(model);
        }
    }

    private bool Passes(Model model) =>
        (Provider is null || Provider.Any(name => new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(model.Provider)))
        && (InputModality is null || InputModality.All(name => Has(model.InputModality, name)))
        && (OutputModality is null || OutputModality.All(name => Has(model.OutputModality, name)))
        && (InferenceType is null || InferenceType.Any(name => Has(model.InferenceType, name)))
        && (CustomizationType is null || CustomizationType.Any(name => Has(model.CustomizationType, name)))
        && (!MyInvocation.BoundParameters.ContainsKey(nameof(Streaming)) || model.Streaming == Streaming)
        && (Lifecycle is null || string.Equals(model.Lifecycle, Lifecycle, StringComparison.OrdinalIgnoreCase));

    private static bool Has(IReadOnlyList<string> values, string name) => values.Contains(name, StringComparer.OrdinalIgnoreCase);
}
