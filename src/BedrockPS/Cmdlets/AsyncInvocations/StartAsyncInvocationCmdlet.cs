using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Has a model make something that is left in S3 when it is done.</summary>
public abstract class StartAsyncInvocationCmdlet : StartResourceCmdlet
{
    /// <summary>
    /// Folder in S3 the result goes to, such as s3://bucket/videos/. Each invocation gets a folder of its own in it, named after the end
    /// of its ARN.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Member("outputDataConfig.s3OutputDataConfig.s3Uri")]
    [Alias("OutputS3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    [ValidateNotNullOrEmpty]
    public string S3Uri { get; set; } = null!;

    /// <summary>KMS key that encrypts the result: id, ARN or alias.</summary>
    [Parameter]
    [Member("outputDataConfig.s3OutputDataConfig.kmsKeyId")]
    public string? KmsKeyId { get; set; }

    /// <summary>Account the bucket belongs to, where it is another's.</summary>
    [Parameter]
    [Member("outputDataConfig.s3OutputDataConfig.bucketOwner")]
    public string? BucketOwner { get; set; }

    /// <summary>Tags of the invocation, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    internal override IReadOnlyCollection<string> AmendedMembers => ["modelId", "modelInput"];

    private protected override ResourceType Type => ResourceTypes.AsyncInvocation;

    /// <summary>The model as the user named it.</summary>
    private protected abstract string ModelName { get; }

    /// <summary>Whether a short name may mean a model.</summary>
    internal static bool Fits(Model model) =>
        model.OutputModality.Contains("VIDEO") || (model.OutputModality.Contains("EMBEDDING") && model.InputModality.Contains("VIDEO"));

    /// <summary>The model's input, for the model that was found.</summary>
    private protected abstract object ModelInput(string modelId);

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        string modelId = Wait(ModelResolver.ResolveAmongAsync(Api, ModelName, Fits, StopToken));
        members["modelId"] = modelId;
        members["modelInput"] = ModelInput(modelId);
    }

    private protected override string Describe(string? identity, IReadOnlyDictionary<string, object?> members) =>
        $"{members["modelId"]}, to {S3Uri}";
}
