using System;
using System.Text.RegularExpressions;

namespace BedrockPS.Errors;

/// <summary>The permission an operation needs, and on what.</summary>
internal static class IamAction
{
    private static readonly Regex s_denied = new(
        @"not authorized to perform:?\s+(?<action>[\w-]+:\w+)(\s+on (the )?resource:?\s+(?<resource>\S+))?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromMilliseconds(100));

    /// <summary>As the service's message names them; else the action of the operation, and no resource.</summary>
    public static (string? Action, string? Resource) Of(BedrockException exception)
    {
        try
        {
            Match match = s_denied.Match(exception.Message);
            if (match.Success)
            {
                Group resource = match.Groups["resource"];
                return (match.Groups["action"].Value, resource.Success ? resource.Value.TrimEnd('.', ',') : null);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // The operation's own action is the next best.
        }

        return (OfOperation(exception), null);
    }

    public static string? OfOperation(BedrockException exception) =>
        exception.Service == "s3" ? OfS3(exception.Operation) : OfBedrock(exception.Operation);

    /// <summary>Most operations have an action of their own name; those that call a model share the model's.</summary>
    private static string? OfBedrock(string? operation) => operation switch
    {
        null => null,
        "Converse" or "StartAsyncInvoke" => "bedrock:InvokeModel",
        "ConverseStream" => "bedrock:InvokeModelWithResponseStream",
        "RetrieveAndGenerateStream" => "bedrock:RetrieveAndGenerate",
        "GetProducts" => "pricing:GetProducts",
        "GetCallerIdentity" => "sts:GetCallerIdentity",
        "GetRole" or "SimulatePrincipalPolicy" => "iam:" + operation,
        string name => "bedrock:" + name,
    };

    private static string? OfS3(string? operation) => operation switch
    {
        null => null,
        "HeadObject" => "s3:GetObject",
        "CreateMultipartUpload" or "UploadPart" or "CompleteMultipartUpload" => "s3:PutObject",
        "ListParts" => "s3:ListMultipartUploadParts",
        "ListObjectsV2" => "s3:ListBucket",
        "ListBuckets" => "s3:ListAllMyBuckets",
        string name => "s3:" + name,
    };
}
