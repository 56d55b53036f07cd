using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace BedrockPS.Errors;

/// <summary>Codes in plain words. A code that is not here is explained by its kind.</summary>
internal static class ErrorExplanations
{
    private const string Errors = "about_BedrockPS_Errors";
    private const string Authentication = "about_BedrockPS_Authentication";
    private const string Models = "about_BedrockPS_Models";
    private const string Streaming = "about_BedrockPS_Streaming";
    private const string Offline = "about_BedrockPS_LocalEndpoint";
    private const string Repeat = "about_BedrockPS_Repeat";
    private const string Redaction = "about_BedrockPS_Redaction";

    private const string WhoAmI = "aws sts get-caller-identity --profile {profile}";

    private static readonly Dictionary<string, CodeExplanation> s_known = new(StringComparer.Ordinal)
    {
        ["AccessDenied"] = new(
            Authentication,
            "The identity that signed the request may not do this.",
            [
                "No policy of the identity allows the action on this model or resource.",
                "The model is not enabled for the account in this region.",
                "The request was signed as another identity than you think.",
                "An inference profile sends the request to other regions, and the policy allows the model in one alone.",
            ],
            [
                WhoAmI,
                "aws iam simulate-principal-policy --policy-source-arn <your arn> --action-names {action} --resource-arns {resource}",
                "Get-BRModel <model>",
            ]),
        ["AccessDenied:Model"] = new(
            Models,
            "The account may not use this model in this region yet.",
            [
                "Access to the model was never requested, or its use case form was not filled in.",
                "Access was granted a moment ago and has not arrived everywhere; it takes some minutes.",
                "The model's Marketplace subscription is missing, or the identity may not make it.",
            ],
            [
                "Get-BRModel <model>",
                "aws bedrock get-foundation-model-availability --model-id <model id>",
                "Get-BRModel -Lifecycle ACTIVE",
            ]),
        ["AccessDenied:Explicit"] = new(
            Authentication,
            "A policy forbids this in so many words; no other policy can allow it.",
            [
                "A service control policy of the organisation forbids the region, the model or the action.",
                "A policy or permissions boundary of the identity has a Deny that fits.",
            ],
            [
                WhoAmI,
                "aws iam simulate-principal-policy --policy-source-arn <your arn> --action-names {action} --resource-arns {resource}",
            ]),
        ["Validation"] = new(
            Errors,
            "The service understood the request and refuses something in it.",
            [
                "A member is missing, misspelt or out of its range; the message names it.",
                "The model does not take this setting or this kind of content.",
            ],
            [
                "Get-BRApi {service} {operation}",
                "Get-BRModel <model>",
            ]),
        ["Validation:OnDemand"] = new(
            Models,
            "The model cannot be called by its own id in this region, only through an inference profile.",
            [
                "-NoProfileFallback kept the module from finding the profile.",
                "The region has no inference profile for the model, or this identity may not list them.",
            ],
            [
                "(Get-BRModel <model>).InferenceProfile",
                "Invoke-BRModel '<prompt>' -Model us.<model id>",
            ]),
        ["Validation:Model"] = new(
            Models,
            "The region has no model of this id.",
            [
                "The id is misspelt or lacks its version.",
                "The model exists in other regions.",
            ],
            [
                "Get-BRModel *<part of the name>*",
                "Get-BRModel -Region us-east-1",
            ]),
        ["Validation:Length"] = new(
            Errors,
            "The request is longer than the model can take.",
            [
                "Prompt, material and conversation together have more tokens than the model's context window.",
                "-MaxTokens asks for more than the model can write.",
            ],
            [
                "$chat.Rewind()",
                "Get-BRModel <model>",
            ]),
        ["ResourceNotFound"] = new(
            Models,
            "What the request names does not exist in this region and account.",
            [
                "The id is misspelt, or belongs to another region or account.",
                "It has been deleted.",
            ],
            [
                "Get-BRModel",
                "Get-BRDefault",
                WhoAmI,
            ]),
        ["ResourceNotFound:Retired"] = new(
            Models,
            "The model has been retired.",
            ["The model has reached the end of its life, or is kept for accounts that used it lately."],
            ["Get-BRModel -Lifecycle ACTIVE"]),
        ["ModelNotFound"] = new(
            Models,
            "No model of this region fits the name.",
            [
                "The name is misspelt.",
                "The model is not offered in this region.",
            ],
            ["Get-BRModel *<part of the name>*", "Get-BRModel -Region us-east-1"]),
        ["ModelAmbiguous"] = new(
            Models,
            "The short name fits several models.",
            ["A short name must fit exactly one model of the region."],
            ["Get-BRModel *<name>*"]),
        ["NoModel"] = new(
            Models,
            "Nothing says which model to ask.",
            ["-Model was not given, and the session has no default model."],
            ["Get-BRModel", "Set-BRDefault -Model <model id>"]),
        ["Throttling"] = new(
            Errors,
            "The account has sent more requests or tokens a minute than its quota allows.",
            [
                "-MaxTokens is not given: the model's maximum is reserved from the quota when each call starts.",
                "Other callers of the account use the same quota.",
                "The quota is lower than the work needs; new accounts begin with low ones.",
            ],
            [
                "Invoke-BRModel '<prompt>' -MaxTokens 500 -MaxAttempt 8",
                "aws service-quotas list-service-quotas --service-code bedrock",
                "(Get-BRModel <model>).InferenceProfile",
            ]),
        ["ServiceQuotaExceeded"] = new(
            Errors,
            "A quota of the account is used up.",
            ["There are as many resources of this kind as the account may have."],
            ["aws service-quotas list-service-quotas --service-code bedrock"]),
        ["ModelTimeout"] = new(
            Errors,
            "The model did not finish in the time the service gives it.",
            ["The prompt is long, or the answer would be.", "The model is overloaded."],
            ["Invoke-BRModel '<prompt>' -MaxTokens 500 -Stream"]),
        ["ModelNotReady"] = new(
            Errors,
            "The model is being loaded.",
            ["A custom or imported model that was not used for a while is loaded at its first call, which takes minutes."],
            ["Invoke-BRModel '<prompt>' -MaxAttempt 10"]),
        ["ServiceUnavailable"] = new(
            Errors,
            "The service cannot answer just now.",
            ["The region is short of capacity for this model.", "The service has trouble."],
            ["(Get-BRModel <model>).InferenceProfile", "Invoke-BRModel '<prompt>' -MaxAttempt 8"]),
        ["InternalServer"] = new(
            Errors,
            "The service failed.",
            ["Trouble within the service; the request need not be at fault."],
            ["Invoke-BRModel '<prompt>' -MaxAttempt 5"]),
        ["ModelError"] = new(
            Errors,
            "The model itself failed on this request.",
            ["The body is not what the model's own format asks for.", "The model failed by accident."],
            ["Get-BRApi {service} {operation}"]),
        ["ModelStreamError"] = new(
            Streaming,
            "The model failed in the middle of its answer.",
            ["The model failed by accident."],
            ["Invoke-BRModel '<prompt>' -Stream"]),
        ["StreamTruncated"] = new(
            Streaming,
            "The connection ended before the answer did; what arrived is not the whole of it.",
            ["A proxy, firewall or load balancer ends long connections.", "The network broke."],
            ["Invoke-BRModel '<prompt>' -Stream", "Get-BRDefault"]),
        ["UnrecognizedClient"] = new(
            Authentication,
            "The service does not know the key the request was signed with.",
            [
                "The key is misspelt, was deleted or deactivated.",
                "Temporary credentials were given without their session token.",
                "The key belongs to another partition, such as China or GovCloud.",
            ],
            [WhoAmI, "Get-BRDefault"]),
        ["InvalidSignature"] = new(
            Authentication,
            "The signature does not fit the request.",
            ["The secret key is wrong.", "This machine's clock is more than five minutes off.", "A proxy changes the request on its way."],
            [WhoAmI]),
        ["ExpiredCredentials"] = new(
            Authentication,
            "The credentials were good and are so no longer.",
            ["The SSO session or the role's session has ended.", "AWS_SESSION_TOKEN holds an old token."],
            ["aws sso login --profile {profile}", WhoAmI]),
        ["NoCredentials"] = new(
            Authentication,
            "There is nothing to sign the request with.",
            ["No profile, key, API key or environment variable was found.", "The machine has no role."],
            ["Test-BRSetup", "aws configure list", "Set-BRDefault -ProfileName <profile>", "Start-BRLocalEndpoint"]),
        ["NoRegion"] = new(
            Authentication,
            "Nothing says which region to call.",
            ["Neither -Region, the session, the profile nor AWS_REGION names one."],
            ["Test-BRSetup", "Set-BRDefault -Region us-east-1", "aws configure set region us-east-1", "Start-BRLocalEndpoint"]),
        ["ProfileNotFound"] = new(
            Authentication,
            "There is no profile of that name.",
            ["The name is misspelt.", "The profile is in another file: -ProfileLocation, AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE."],
            ["aws configure list-profiles"]),
        ["NameResolution"] = new(
            Errors,
            "The endpoint's name has no address here.",
            ["The region's name is misspelt, or Bedrock is not offered in it.", "This machine has no DNS for the outside."],
            ["Get-BRDefault", "Set-BRDefault -Region us-east-1"]),
        ["Connection"] = new(
            Errors,
            "No connection to the endpoint could be made or kept.",
            ["A firewall or a missing proxy setting stands in between.", "The endpoint's URL is wrong, or nothing listens there.", "The network broke."],
            ["Get-BRDefault", "Get-BRLocalEndpoint"]),
        ["Tls"] = new(
            Errors,
            "The endpoint's certificate is not trusted here.",
            ["A proxy opens TLS and its certificate is not installed.", "This machine's clock is wrong."],
            ["Get-BRDefault"]),
        ["Timeout"] = new(
            Errors,
            "-TimeoutSec passed before the answer was whole.",
            ["The answer takes longer than the limit that was given."],
            ["Invoke-BRModel '<prompt>' -TimeoutSec 3600 -Stream"]),
        ["IdleTimeout"] = new(
            Streaming,
            "Nothing arrived for as long as -IdleTimeoutSec allows.",
            ["The model thinks longer than the limit that was given.", "The connection is dead."],
            ["Invoke-BRModel '<prompt>' -IdleTimeoutSec 3600 -Stream"]),
        ["LocalEndpointFailed"] = new(
            Offline,
            "The local endpoint did not start.",
            ["The port is taken.", "A fault was misspelt."],
            ["Get-BRLocalEndpoint", "Start-BRLocalEndpoint"]),
        ["ReplayMissing"] = new(
            Repeat,
            "The recordings have no answer to this request, and -Replay sends nothing.",
            [
                "The prompt, the model or a setting is not what it was when it was recorded; the message names what differs.",
                "The request was never recorded.",
            ],
            ["Invoke-BRModel '<prompt>' -Record <folder>"]),
        ["CheckpointBusy"] = new(
            Repeat,
            "Another run is writing the same checkpoint.",
            ["The run is still going, here or in another process."],
            ["Invoke-BRModel '<prompt>' -Checkpoint <another file>"]),
        ["CheckpointInvalid"] = new(
            Repeat,
            "The file is not a checkpoint, or is damaged; it was left as it is.",
            ["The path is another file's.", "Something else wrote into the file."],
            ["Invoke-BRModel '<prompt>' -Checkpoint <another file>"]),
        ["RedactionFailed"] = new(
            Redaction,
            "A search for secrets took too long, so the input was not sent.",
            ["A pattern of -RedactPattern backtracks over and over.", "The input is very long."],
            ["Get-Help about_BedrockPS_Redaction"]),
    };

    /// <summary>Codes and variants with an explanation of their own.</summary>
    public static IReadOnlyCollection<string> Known => s_known.Keys;

    /// <param name="variant">Code and trouble, such as Validation:OnDemand, or the code again.</param>
    /// <param name="code">The code.</param>
    /// <param name="kind">What the table says of it.</param>
    public static CodeExplanation For(string variant, string code, ErrorKind kind) =>
        s_known.TryGetValue(variant, out CodeExplanation? known) || s_known.TryGetValue(code, out known)
            ? known
            : new CodeExplanation(TopicOf(kind), SummaryOf(kind), [kind.Action], CommandsOf(kind));

    private static string TopicOf(ErrorKind kind) => kind.Category == ErrorCategory.AuthenticationError ? Authentication : Errors;

    private static string SummaryOf(ErrorKind kind) => kind.Category switch
    {
        ErrorCategory.PermissionDenied => "The identity that signed the request may not do this.",
        ErrorCategory.AuthenticationError => "The request could not be signed in a way the service accepts.",
        ErrorCategory.LimitsExceeded or ErrorCategory.QuotaExceeded => "The request goes beyond a limit.",
        ErrorCategory.ObjectNotFound => "What was named does not exist.",
        ErrorCategory.ResourceBusy or ErrorCategory.ResourceExists => "What was named is in another state than the request needs.",
        ErrorCategory.ResourceUnavailable => "The service cannot answer just now.",
        ErrorCategory.OperationTimeout => "It took too long.",
        ErrorCategory.ConnectionError => "The endpoint could not be reached.",
        ErrorCategory.InvalidResult => "The answer is not what it should be.",
        ErrorCategory.ReadError or ErrorCategory.WriteError => "A file could not be read or written.",
        ErrorCategory.NotImplemented => "This is not supported.",
        _ => "Something in the command or its input is wrong.",
    };

    private static string[] CommandsOf(ErrorKind kind) => kind.Category switch
    {
        ErrorCategory.AuthenticationError or ErrorCategory.PermissionDenied => [WhoAmI, "Get-BRDefault"],
        ErrorCategory.QuotaExceeded => ["aws service-quotas list-service-quotas --service-code bedrock"],
        ErrorCategory.ConnectionError or ErrorCategory.InvalidResult or ErrorCategory.ResourceUnavailable => ["Get-BRDefault"],
        _ => ["Get-Help about_BedrockPS_Errors"],
    };
}
