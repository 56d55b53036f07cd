using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Buys provisioned throughput for a model. It is paid for by the hour for each model unit, used or not, until it is removed; with
/// a commitment the price is lower, and the whole term is paid for even if it is not needed. PowerShell asks first and says what is
/// bought; -Confirm:$false buys without asking.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRProvisionedThroughput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType("BedrockPS.ProvisionedThroughput")]
public sealed class NewBRProvisionedThroughputCommand : StartResourceCmdlet
{
    /// <summary>Name, up to 63 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Member("provisionedModelName")]
    [Alias("ProvisionedModelName")]
    public string Name { get; set; } = null!;

    /// <summary>
    /// Model the throughput is for: id or ARN of a foundation model that can be provisioned, ARN or name of a custom model.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Model", "Id", "ModelArn")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string ModelId { get; set; } = null!;

    /// <summary>Number of model units, 1 or more; what one is able to do depends on the model.</summary>
    [Parameter(Mandatory = true)]
    [Member("modelUnits")]
    [Alias("ModelUnits")]
    [ValidateRange(1, int.MaxValue)]
    public int? ModelUnit { get; set; }

    /// <summary>
    /// Term that is bought, OneMonth or SixMonths. Without it the throughput is paid for by the hour and can be removed at any
    /// time.
    /// </summary>
    [Parameter]
    [Member("commitmentDuration")]
    [Alias("CommitmentDuration")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Commitment { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.ProvisionedThroughput;

    private protected override string Describe(string? identity, IReadOnlyDictionary<string, object?> members)
    {
        string term = Commitment is null
            ? "paid for by the hour until it is removed"
            : $"a purchase for the term {Commitment}, paid for to its end, used or not";
        return $"{base.Describe(identity, members)}: {ModelUnit} model unit{(ModelUnit == 1 ? "" : "s")} for {ModelId}, {term}";
    }
}
