using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;

namespace BedrockPS.Errors;

/// <summary>Every error code of the module: category, whether waiting may help, and what to do. Codes are stable.</summary>
internal static class ErrorTable
{
    private const string HttpPrefix = "HttpError";

    private static readonly ErrorKind s_unknown = new(
        ErrorCategory.InvalidResult,
        "Read the message; -Verbose shows the request's way, and the request id helps a support case.");

    private static readonly Dictionary<string, ErrorKind> s_kinds = new(StringComparer.Ordinal)
    {
        // What the service says.
        ["AccessDenied"] = new(
            ErrorCategory.PermissionDenied,
            "Allow the operation in the IAM policy of this identity, and check that the model is enabled for the account in this region."),
        ["Validation"] = new(
            ErrorCategory.InvalidArgument,
            "Correct what the message names. Get-BRApi describes what an operation takes, Get-BRModel what a model can do."),
        ["ResourceNotFound"] = new(
            ErrorCategory.ObjectNotFound,
            "Check the id and the region: Get-BRModel lists the models of the region, the Get- commands of other kinds what there is of theirs."),
        ["Throttling"] = new(
            ErrorCategory.LimitsExceeded,
            "Wait and repeat, with a lower -MaxTokens (unset, the model's maximum counts against the quota) or a lower -ThrottleLimit; raise the quota if it persists.",
            isRetryable: true),
        ["ServiceQuotaExceeded"] = new(
            ErrorCategory.QuotaExceeded,
            "Delete what is no longer needed, or request a higher quota in Service Quotas."),
        ["ModelTimeout"] = new(
            ErrorCategory.OperationTimeout,
            "Repeat with a shorter prompt or a lower -MaxTokens, or stream the answer.",
            isRetryable: true),
        ["ModelNotReady"] = new(
            ErrorCategory.ResourceUnavailable,
            "Wait for the model to load and repeat; -MaxAttempt makes the module wait longer.",
            isRetryable: true),
        ["ServiceUnavailable"] = new(
            ErrorCategory.ResourceUnavailable,
            "Repeat later, or use a cross-region inference profile.",
            isRetryable: true),
        ["InternalServer"] = new(
            ErrorCategory.ResourceUnavailable,
            "Repeat later; if it persists, open a support case with the request id.",
            isRetryable: true),
        ["BadGateway"] = new(
            ErrorCategory.ResourceUnavailable,
            "Repeat later; a dependency of the service failed.",
            isRetryable: true),
        ["DependencyFailed"] = new(
            ErrorCategory.ResourceUnavailable,
            "Check the resource the message names (Lambda function, knowledge base, model) and repeat.",
            isRetryable: true),
        ["Conflict"] = new(
            ErrorCategory.ResourceExists,
            "Use another name, or wait until the resource has left its present state."),
        ["ResourceInUse"] = new(
            ErrorCategory.ResourceBusy,
            "Remove what uses the resource first."),
        ["TooManyTags"] = new(
            ErrorCategory.LimitsExceeded,
            "Remove tags from the resource first."),
        ["ModelError"] = new(
            ErrorCategory.InvalidResult,
            "Check the body against the model's own format; repeat once, the model itself may have failed."),
        ["ModelStreamError"] = new(
            ErrorCategory.InvalidResult,
            "Repeat the request; what had arrived is on the pipeline.",
            isRetryable: true),
        ["UnrecognizedClient"] = new(
            ErrorCategory.AuthenticationError,
            "The service does not know this access key or API key: check -ProfileName, -AccessKey, -ApiKey and the environment variables."),
        ["InvalidSignature"] = new(
            ErrorCategory.AuthenticationError,
            "Check the secret key and this machine's clock."),
        ["MissingAuthenticationToken"] = new(
            ErrorCategory.AuthenticationError,
            "The request arrived unsigned: check the proxy and -EndpointUrl."),
        ["Serialization"] = new(
            ErrorCategory.InvalidArgument,
            "The service could not read the request; Get-BRApi describes what the operation takes."),

        // What S3 says.
        ["NoSuchBucket"] = new(
            ErrorCategory.ObjectNotFound,
            "Check the bucket's name in the address; it must exist, and be readable by these credentials."),
        ["NoSuchKey"] = new(
            ErrorCategory.ObjectNotFound,
            "Check the key in the address, upper and lower case included; a job that is not done has written nothing yet."),
        ["NoSuchUpload"] = new(
            ErrorCategory.ObjectNotFound,
            "Begin anew: the upload was completed or given up in the meantime."),
        ["PermanentRedirect"] = new(
            ErrorCategory.InvalidArgument,
            "Name the bucket's own region with -Region."),
        ["PreconditionFailed"] = new(
            ErrorCategory.InvalidResult,
            "Begin the reading anew: the object was written again in the meantime."),
        ["S3UriInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Write s3://bucket/key; Tab completes buckets and keys."),

        // What asynchronous invocations and their files come to.
        ["VideoModelUnknown"] = new(
            ErrorCategory.InvalidArgument,
            "Name a video model, or send the model's own body with Start-BRAsyncInvocation -Body."),
        ["InvocationInProgress"] = new(
            ErrorCategory.ResourceUnavailable,
            "Try again later, or give -Wait."),
        ["OutputMissing"] = new(
            ErrorCategory.ObjectNotFound,
            "Look into the folder of the invocation in S3; somebody may have moved or deleted what was in it."),
        ["OutputNameUnsafe"] = new(
            ErrorCategory.InvalidData,
            "Fetch it with another S3 client, under a name of your own."),

        // What keeps a request from being made.
        ["NoRegion"] = new(
            ErrorCategory.InvalidArgument,
            "Name one (-Region, Set-BRDefault -Region us-east-1, or AWS_REGION) and have credentials for it (-ProfileName, -ApiKey, AWS_* variables), or run Start-BRLocalEndpoint to work offline.",
            isFatal: true),
        ["NoCredentials"] = new(
            ErrorCategory.AuthenticationError,
            "Configure credentials (-ProfileName, -AccessKey and -SecretKey, -ApiKey, or AWS_* environment variables), or run Start-BRLocalEndpoint to work offline.",
            isFatal: true),
        ["ExpiredCredentials"] = new(
            ErrorCategory.AuthenticationError,
            "Sign in again: aws sso login, or fetch new temporary credentials.",
            isFatal: true),
        ["ProfileNotFound"] = new(
            ErrorCategory.ObjectNotFound,
            "Check the name with 'aws configure list-profiles', and -ProfileLocation if the file is elsewhere.",
            isFatal: true),
        ["ProfileInvalid"] = new(
            ErrorCategory.AuthenticationError,
            "Correct the profile in ~/.aws/config or ~/.aws/credentials as the message says.",
            isFatal: true),
        ["ApiKeyRefused"] = new(
            ErrorCategory.AuthenticationError,
            "Use IAM credentials here: API keys work for bedrock and bedrock-runtime alone, and over https or to this machine.",
            isFatal: true),
        ["EndpointInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Give -EndpointUrl (or AWS_ENDPOINT_URL) an absolute http or https URL.",
            isFatal: true),
        ["ParameterInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Correct the member the message names; Get-BRApi describes what an operation takes."),
        ["FilterInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Correct the filter where the message points; about_BedrockPS_Knowledge shows its forms."),
        ["ValueTooDeep"] = new(
            ErrorCategory.InvalidArgument,
            "Pass plain hashtables and lists; an object that refers to itself cannot be sent."),
        ["ValueUnsupported"] = new(
            ErrorCategory.InvalidArgument,
            "Pass hashtables, lists, text, numbers, times or bytes."),
        ["RequestTooLarge"] = new(
            ErrorCategory.LimitsExceeded,
            "Send less: shrink images and documents, or refer to them in S3 where the model takes that."),
        ["FileUnreadable"] = new(
            ErrorCategory.ReadError,
            "Check the path and the permissions of the file."),
        ["UnknownService"] = new(
            ErrorCategory.InvalidArgument,
            "Name one of bedrock, bedrock-runtime, bedrock-agent and bedrock-agent-runtime."),
        ["UnknownOperation"] = new(
            ErrorCategory.InvalidArgument,
            "Get-BRApi lists the operations of each service."),
        ["OperationNotSupported"] = new(
            ErrorCategory.NotImplemented,
            "Do as the message says instead."),
        ["NotImplemented"] = new(
            ErrorCategory.NotImplemented,
            "Call the service itself for this: the endpoint in use does not simulate it."),
        ["LocalEndpointFailed"] = new(
            ErrorCategory.ResourceUnavailable,
            "Correct what the message names: a -Port that is taken (left out, a free one is found), or a -Fault."),

        // What the cmdlets find wrong before anything is sent.
        ["NoModel"] = new(
            ErrorCategory.InvalidArgument,
            "Give -Model, or run Set-BRDefault -Model <id>; Get-BRModel lists the models.",
            isFatal: true),
        ["ModelNotFound"] = new(
            ErrorCategory.ObjectNotFound,
            "Run Get-BRModel to list the region's models, or give the full model id."),
        ["ModelAmbiguous"] = new(
            ErrorCategory.InvalidArgument,
            "Give one of these ids with -Model."),
        ["NoPrompt"] = new(
            ErrorCategory.InvalidArgument,
            "Give -Prompt; each piped object then goes to the model with it. Piped strings alone are prompts themselves."),
        ["EmptyInput"] = new(
            ErrorCategory.InvalidData,
            "Filter empty inputs out before this command."),
        ["NativeFormatUnknown"] = new(
            ErrorCategory.InvalidArgument,
            "Write the model's body yourself with -Body, or leave out -Native to use Converse."),
        ["ContentNotSupported"] = new(
            ErrorCategory.InvalidArgument,
            "Leave out -Native to send it through Converse, or write the body yourself with -Body."),
        ["EmbeddingModelUnknown"] = new(
            ErrorCategory.InvalidArgument,
            "Name the embedding model itself with -Model, or send the model's own body with Invoke-BRModel -Body.",
            isFatal: true),
        ["EmbeddingMismatch"] = new(
            ErrorCategory.InvalidData,
            "Embed both with the same model and the same -Dimension."),
        ["EmbeddingUnsupported"] = new(
            ErrorCategory.InvalidData,
            "Compare embeddings of whole numbers or floats: Get-BREmbedding without -EmbeddingType gives them."),
        ["TextTooLong"] = new(
            ErrorCategory.LimitsExceeded,
            "Send a part of it, such as -Property { $_.Body.Substring(0, 2000) }."),
        ["PropertyMissing"] = new(
            ErrorCategory.InvalidData,
            "Name a property these objects have, or give a script block: -Property { $_.Title }."),
        ["PropertyFailed"] = new(
            ErrorCategory.InvalidData,
            "Correct the script block of -Property, or have it give nothing where there is nothing to compare."),
        ["ImageModelUnknown"] = new(
            ErrorCategory.InvalidArgument,
            "Name the image model itself with -Model, or send the model's own body with Invoke-BRModel -Body.",
            isFatal: true),
        ["ImageUnreadable"] = new(
            ErrorCategory.InvalidData,
            "Check that the file is whole; open it in a viewer."),
        ["ContentFiltered"] = new(
            ErrorCategory.PermissionDenied,
            "Change the prompt or the picture: the model's content filter withholds what it takes for harmful or protected."),
        ["InputUnsupported"] = new(
            ErrorCategory.InvalidType,
            "Pipe texts, files, or objects with a property Text, Body or Content, or say what to embed: -Text { $_.Name }."),
        ["BodyInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Mend the JSON, give a hashtable instead, or name another -ContentType."),
        ["BodyParameter"] = new(
            ErrorCategory.InvalidArgument,
            "Put the setting into the body under the model's own name, or leave it out.",
            isFatal: true),
        ["SchemaInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Correct the place the message names; about_BedrockPS_StructuredOutput shows what -Schema and -As take.",
            isFatal: true),
        ["SchemaUnreadable"] = new(
            ErrorCategory.ReadError,
            "Give -Schema the path of a readable JSON file, JSON text that begins with {, or a hashtable.",
            isFatal: true),
        ["SchemaTypeUnsupported"] = new(
            ErrorCategory.InvalidType,
            "Use text, numbers, times, enums, lists, and classes with members that can be set and a constructor without parameters; hide a member with 'hidden' or [JsonIgnore].",
            isFatal: true),
        ["SchemaConflict"] = new(
            ErrorCategory.InvalidArgument,
            "Leave one of -Schema and -As out.",
            isFatal: true),
        ["CredentialIncomplete"] = new(
            ErrorCategory.AuthenticationError,
            "Give -AccessKey and -SecretKey together, and -SessionToken too for temporary credentials.",
            isFatal: true),
        ["CredentialInvalid"] = new(
            ErrorCategory.AuthenticationError,
            "Give an AWSCredentials object or a PSCredential, or use -ProfileName, or -AccessKey and -SecretKey.",
            isFatal: true),
        ["FileTooLarge"] = new(
            ErrorCategory.LimitsExceeded,
            "Send a part of the file, or put it into S3 and refer to it from there."),
        ["FileNotFound"] = new(
            ErrorCategory.ObjectNotFound,
            "Check the path; a relative one begins at $PWD."),
        ["FileEmpty"] = new(
            ErrorCategory.InvalidData,
            "Give a file with something in it."),
        ["FileUnsupported"] = new(
            ErrorCategory.InvalidType,
            "Send text, png, jpeg, gif, webp, pdf, doc, docx, xls or xlsx, or video or sound the model reads."),
        ["AttachmentInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Give a path, a file, bytes or an s3:// URI."),
        ["AttachmentLimit"] = new(
            ErrorCategory.LimitsExceeded,
            "Send fewer or smaller files, in several calls or turns if need be."),
        ["FileUnwritable"] = new(
            ErrorCategory.WriteError,
            "Check that the folder exists and that this account may write to it."),
        ["FileExists"] = new(
            ErrorCategory.ResourceExists,
            "Give another -Path, or leave -NoClobber out."),
        ["ToolNotFound"] = new(
            ErrorCategory.ObjectNotFound,
            "Check the name with Get-Command, and import the module that has it.",
            isFatal: true),
        ["BatchInputChanged"] = new(
            ErrorCategory.InvalidArgument,
            "Give the same command and the same input as at the first time, or a new -JournalPath for another run.",
            isFatal: true),
        ["BatchIncomplete"] = new(
            ErrorCategory.InvalidOperation,
            "Give the command that began the run once more, with the same input and -JournalPath.",
            isFatal: true),
        ["BatchJournalBusy"] = new(
            ErrorCategory.ResourceBusy,
            "Wait until the other run has ended, or give this one a -JournalPath of its own.",
            isFatal: true),
        ["BatchJournalInvalid"] = new(
            ErrorCategory.InvalidData,
            "Give the folder or the journal.jsonl of a run of Start-BRBatch; begin anew if it is damaged.",
            isFatal: true),
        ["BatchNotDone"] = new(
            ErrorCategory.ResourceBusy,
            "Wait for it with -Wait or Wait-BRJob.",
            isRetryable: true),
        ["BatchRecordFailed"] = new(
            ErrorCategory.InvalidResult,
            "The error's target is the input object: mend it where the message says so, and send it again."),
        ["BatchRecordUnreadable"] = new(
            ErrorCategory.InvalidData,
            "Look at the line with -Raw; the others are not concerned."),
        ["BatchRecordsMissing"] = new(
            ErrorCategory.InvalidResult,
            "Send the inputs without an answer again; what there is has been given."),
        ["BatchCheckpointInvalid"] = new(
            ErrorCategory.InvalidData,
            "Give -Checkpoint a new file or one that an earlier Receive-BRBatch wrote.",
            isFatal: true),
        ["ToolInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Correct -Tool as the message says; about_BedrockPS_Tools shows what it takes.",
            isFatal: true),
        ["ToolRoundLimit"] = new(
            ErrorCategory.LimitsExceeded,
            "Look at $_.Exception.Response.ToolCalls; give a higher -MaxToolRound if the calls were getting somewhere."),
        ["McpServerInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Give -McpServer a command line, an http or https URL, or a hashtable with Command or Url.",
            isFatal: true),
        ["McpUnreachable"] = new(
            ErrorCategory.ResourceUnavailable,
            "Start the server by hand to see what it says; it gets no environment variables but those you name. Check URL and headers.",
            isFatal: true),
        ["McpEnded"] = new(
            ErrorCategory.ConnectionError,
            "See why the server ended; it is started anew for the next input.",
            isRetryable: true),
        ["McpTimeout"] = new(
            ErrorCategory.OperationTimeout,
            "Give the server more time: -McpServer @{ Command = …; TimeoutSec = 300 }.",
            isRetryable: true),
        ["BudgetExceeded"] = new(
            ErrorCategory.QuotaExceeded,
            "Get-BRUsage shows what was spent; give a higher -MaxCost or a lower -MaxTokens to go on, or Clear-BRUsage to begin the session's count anew.",
            isFatal: true),
        ["PriceUnknown"] = new(
            ErrorCategory.ObjectNotFound,
            "Put the model's price into the table with Import-BRPrice, or leave -MaxCost out; Get-BRPrice shows what the table has.",
            isFatal: true),
        ["CostUnbounded"] = new(
            ErrorCategory.InvalidArgument,
            "Send what has a known size (the file instead of its S3 address, a body that limits its answer), or leave -MaxCost out."),
        ["PriceInvalid"] = new(
            ErrorCategory.InvalidData,
            "Correct the row; about_BedrockPS_Cost describes the columns."),
        ["PriceFileInvalid"] = new(
            ErrorCategory.InvalidData,
            "Give CSV with a header line, or JSON as about_BedrockPS_Cost describes it; Import-BRPrice -Replace writes the table anew."),
        ["PriceFileVersion"] = new(
            ErrorCategory.InvalidData,
            "Update BedrockPS."),
        ["ChatBusy"] = new(
            ErrorCategory.ResourceBusy,
            "Wait for that answer, or give $chat.Branch() its own turn."),
        ["ChatFileInvalid"] = new(
            ErrorCategory.InvalidData,
            "Give a file that Export-BRChat wrote."),
        ["NoLastChat"] = new(
            ErrorCategory.ObjectNotFound,
            "Begin a chat with Enter-BRChat, or load a saved one: Import-BRChat, or /load at its prompt.",
            isFatal: true),
        ["ChatFileVersion"] = new(
            ErrorCategory.InvalidData,
            "Update BedrockPS."),

        ["RequestAboveRate"] = new(
            ErrorCategory.LimitsExceeded,
            "Give a lower -MaxTokens, a shorter input, or a higher -TokensPerMinute."),
        ["MaxTokensNeeded"] = new(
            ErrorCategory.InvalidArgument,
            "Give -MaxTokens, or set it for the session with Set-BRDefault -MaxTokens.",
            isFatal: true),
        ["StreamParallel"] = new(
            ErrorCategory.InvalidArgument,
            "Leave out -ThrottleLimit to watch the answers one after the other, or -Stream to get them whole.",
            isFatal: true),

        // Answers kept on this machine, and secrets that stay on it.
        ["ParameterConflict"] = new(
            ErrorCategory.InvalidArgument,
            "Give one of the two.",
            isFatal: true),
        ["ReplayMissing"] = new(
            ErrorCategory.ObjectNotFound,
            "Record the request with -Record, or bring it back to what was recorded."),
        ["CheckpointBusy"] = new(
            ErrorCategory.ResourceBusy,
            "Wait until the other run has ended, or give this one a -Checkpoint of its own.",
            isFatal: true),
        ["CheckpointInvalid"] = new(
            ErrorCategory.InvalidData,
            "Give -Checkpoint a new file or one that an earlier run wrote.",
            isFatal: true),
        ["CheckpointVersion"] = new(
            ErrorCategory.InvalidData,
            "Finish the run with the version of BedrockPS that began it, or begin a new file.",
            isFatal: true),
        ["IndexBusy"] = new(
            ErrorCategory.ResourceBusy,
            "Wait until the other run has ended; searches need not wait."),
        ["IndexInvalid"] = new(
            ErrorCategory.InvalidData,
            "Give the path of a file that New-BRIndex or Add-BRIndex made."),
        ["IndexVersion"] = new(
            ErrorCategory.InvalidData,
            "Update BedrockPS, or make the index anew."),
        ["IndexDamaged"] = new(
            ErrorCategory.InvalidData,
            "Test-BRIndex tells what is damaged; Test-BRIndex -Repair keeps all the rest, and what is lost can be added again."),
        ["IndexFull"] = new(
            ErrorCategory.LimitsExceeded,
            "Compact it with Optimize-BRIndex, or begin another index."),
        ["IndexMismatch"] = new(
            ErrorCategory.InvalidArgument,
            "Use the model and dimension the index was made with (Get-BRIndex), or make another index."),
        ["IndexEntryNotFound"] = new(
            ErrorCategory.ObjectNotFound,
            "Search-BRIndex gives the ids of entries; they are compared as they are, upper and lower case included."),
        ["IdMissing"] = new(
            ErrorCategory.InvalidData,
            "Give -Id a property that every object has, or a script block that always gives a value."),
        ["FilterFailed"] = new(
            ErrorCategory.InvalidOperation,
            "Correct the script block: it finds the entry's object in $_."),
        ["RedactPatternInvalid"] = new(
            ErrorCategory.InvalidArgument,
            "Correct the pattern: -RedactPattern takes .NET regular expressions.",
            isFatal: true),
        ["RedactionFailed"] = new(
            ErrorCategory.OperationTimeout,
            "Simplify the -RedactPattern, or send the input in smaller parts; it was not sent."),
        ["NotBedrockError"] = new(
            ErrorCategory.InvalidArgument,
            "Pipe in an error of a BedrockPS command, such as $Error[0]."),

        // What keeps an answer from arriving.
        ["NameResolution"] = new(
            ErrorCategory.ConnectionError,
            "Check the region's name, -EndpointUrl and this machine's DNS.",
            isRetryable: true),
        ["Connection"] = new(
            ErrorCategory.ConnectionError,
            "Check that the endpoint is up and reachable from here: -EndpointUrl, VPC endpoint, firewall, HTTPS_PROXY and NO_PROXY.",
            isRetryable: true),
        ["Tls"] = new(
            ErrorCategory.ConnectionError,
            "Check this machine's clock and trusted certificates; a proxy that opens TLS needs its certificate installed."),
        ["NoHttp2"] = new(
            ErrorCategory.ConnectionError,
            "Call the service itself, or through an endpoint or proxy that passes HTTP/2; the local endpoint speaks HTTP/1.1 only."),
        ["Timeout"] = new(
            ErrorCategory.OperationTimeout,
            "Give a higher -TimeoutSec, a lower -MaxTokens, or stream the answer.",
            isRetryable: true),
        ["IdleTimeout"] = new(
            ErrorCategory.OperationTimeout,
            "Give a higher -IdleTimeoutSec, or repeat the request.",
            isRetryable: true),
        ["StreamTruncated"] = new(
            ErrorCategory.InvalidResult,
            "Repeat the request: the answer was cut off, and what had arrived is not the whole of it.",
            isRetryable: true),
        ["StreamCorrupt"] = new(
            ErrorCategory.InvalidResult,
            "Repeat the request; if it persists, something between here and the service changes the bytes.",
            isRetryable: true),
        ["ResponseUnreadable"] = new(
            ErrorCategory.InvalidResult,
            "Check -EndpointUrl and the proxy: the answer did not come from the service, or was changed on its way."),
        ["InvalidResponse"] = new(
            ErrorCategory.InvalidResult,
            "Fetch the output anew with Receive-BRAsyncInvocation; if it says the same, read the file itself: it is no output of an embedding model that is known here."),
        ["SchemaMismatch"] = new(
            ErrorCategory.InvalidResult,
            "Read what the model gave in the exception's Body; describe the members better, give a higher -RepairAttempt, or use a stronger model."),
        ["SchemaTooSlow"] = new(
            ErrorCategory.OperationTimeout,
            "Simplify the pattern: no repetition inside another, as in (a+)+; the exception's Body has what the model gave."),
        ["AnswerCut"] = new(
            ErrorCategory.LimitsExceeded,
            "Give a higher -MaxTokens, or ask for less."),
        ["AnswerRefused"] = new(
            ErrorCategory.InvalidResult,
            "Read the refusal in the exception's Body; change the prompt, or the guardrail that intervened."),
        ["NameAmbiguous"] = new(
            ErrorCategory.InvalidArgument,
            "Give the id or the ARN instead of the name."),
        ["WaitTimeout"] = new(
            ErrorCategory.OperationTimeout,
            "Wait again with Wait-BRJob or a longer -TimeoutSec; the work goes on at the service.",
            isRetryable: true),
        ["ResourceUnknown"] = new(
            ErrorCategory.InvalidArgument,
            "Pipe what Get-, Start- and New- commands of this module write, or give an ARN; jobs without one, such as ingestion jobs, have to be objects."),
        ["ResourceUnsupported"] = new(
            ErrorCategory.NotImplemented,
            "Make it anew with the New- or Start- command of its kind."),
        ["ResourceFileInvalid"] = new(
            ErrorCategory.InvalidData,
            "Give a file that Export-BRResource wrote."),
        ["ResourceFileVersion"] = new(
            ErrorCategory.InvalidData,
            "Update BedrockPS."),
        ["ImportIncomplete"] = new(
            ErrorCategory.OperationStopped,
            "Mend what the message names, then import with -Update: what is there is changed, the rest is made."),
        ["JobFailed"] = new(
            ErrorCategory.OperationStopped,
            "Mend what the reason names and start it again, a batch with another -JournalPath; the error's target is the job as it ended."),
        ["JobStopped"] = new(
            ErrorCategory.OperationStopped,
            "Start it again if it should not have been stopped."),
        ["PagingLoop"] = new(
            ErrorCategory.InvalidResult,
            "Use what has been listed; the service hands out the same page token again, so repeat later or with another page size."),
    };

    /// <summary>Codes with a meaning of their own, for documentation and tests.</summary>
    public static IReadOnlyCollection<string> Codes => s_kinds.Keys;

    public static ErrorKind For(string code, int statusCode = 0)
    {
        if (s_kinds.TryGetValue(code, out ErrorKind? kind))
        {
            return kind;
        }

        if (code.StartsWith(HttpPrefix, StringComparison.Ordinal)
            && int.TryParse(code.Substring(HttpPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int status))
        {
            return OfStatus(status, "Check -EndpointUrl and the proxy: the answer did not come from the service itself.");
        }

        return statusCode >= 400 ? OfStatus(statusCode, s_unknown.Action) : s_unknown;
    }

    /// <summary>Code of an answer that names none.</summary>
    public static string CodeOf(int status) => HttpPrefix + status.ToString(CultureInfo.InvariantCulture);

    private static ErrorKind OfStatus(int status, string action) => status switch
    {
        401 or 407 => new ErrorKind(ErrorCategory.AuthenticationError, action),
        403 => new ErrorKind(ErrorCategory.PermissionDenied, action),
        404 => new ErrorKind(ErrorCategory.ObjectNotFound, action),
        408 => new ErrorKind(ErrorCategory.OperationTimeout, action, isRetryable: true),
        413 or 429 => new ErrorKind(ErrorCategory.LimitsExceeded, action, isRetryable: status == 429),
        >= 500 => new ErrorKind(ErrorCategory.ResourceUnavailable, action, isRetryable: true),
        >= 400 => new ErrorKind(ErrorCategory.InvalidArgument, action),
        _ => new ErrorKind(ErrorCategory.InvalidResult, action),
    };
}
