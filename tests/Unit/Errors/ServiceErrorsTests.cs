using System.Collections.Generic;
using System.Management.Automation;
using System.Text;
using BedrockPS.Engine;
using BedrockPS.Errors;
using Xunit;

namespace BedrockPS.Unit.Errors;

public class ServiceErrorsTests
{
    [Theory]
    [InlineData("AccessDeniedException", 403, "AccessDenied", ErrorCategory.PermissionDenied, false)]
    [InlineData("ValidationException", 400, "Validation", ErrorCategory.InvalidArgument, false)]
    [InlineData("ResourceNotFoundException", 404, "ResourceNotFound", ErrorCategory.ObjectNotFound, false)]
    [InlineData("ThrottlingException", 429, "Throttling", ErrorCategory.LimitsExceeded, true)]
    [InlineData("throttlingException", 429, "Throttling", ErrorCategory.LimitsExceeded, true)]
    [InlineData("TooManyRequestsException", 429, "Throttling", ErrorCategory.LimitsExceeded, true)]
    [InlineData("ServiceQuotaExceededException", 402, "ServiceQuotaExceeded", ErrorCategory.QuotaExceeded, false)]
    [InlineData("ModelTimeoutException", 408, "ModelTimeout", ErrorCategory.OperationTimeout, true)]
    [InlineData("ModelNotReadyException", 429, "ModelNotReady", ErrorCategory.ResourceUnavailable, true)]
    [InlineData("ServiceUnavailableException", 503, "ServiceUnavailable", ErrorCategory.ResourceUnavailable, true)]
    [InlineData("InternalServerException", 500, "InternalServer", ErrorCategory.ResourceUnavailable, true)]
    [InlineData("InternalFailure", 500, "InternalServer", ErrorCategory.ResourceUnavailable, true)]
    [InlineData("ConflictException", 409, "Conflict", ErrorCategory.ResourceExists, false)]
    [InlineData("ResourceInUseException", 400, "ResourceInUse", ErrorCategory.ResourceBusy, false)]
    [InlineData("ModelErrorException", 424, "ModelError", ErrorCategory.InvalidResult, false)]
    [InlineData("ModelStreamErrorException", 424, "ModelStreamError", ErrorCategory.InvalidResult, true)]
    [InlineData("UnrecognizedClientException", 403, "UnrecognizedClient", ErrorCategory.AuthenticationError, false)]
    [InlineData("InvalidSignatureException", 403, "InvalidSignature", ErrorCategory.AuthenticationError, false)]
    [InlineData("ExpiredTokenException", 403, "ExpiredCredentials", ErrorCategory.AuthenticationError, false)]
    [InlineData("com.amazon.coral#ThrottlingException:http://internal.amazon.com/", 429, "Throttling", ErrorCategory.LimitsExceeded, true)]
    [InlineData("RequestEntityTooLargeException", 413, "RequestTooLarge", ErrorCategory.LimitsExceeded, false)]
    [InlineData("NotImplementedException", 501, "NotImplemented", ErrorCategory.NotImplemented, false)]
    [InlineData("BrandNewException", 400, "BrandNew", ErrorCategory.InvalidArgument, false)]
    [InlineData("BrandNewException", 503, "BrandNew", ErrorCategory.ResourceUnavailable, true)]
    public void Service_errors_get_a_code_a_category_and_advice(string name, int status, string code, ErrorCategory category, bool retryable)
    {
        BedrockException error = ServiceErrors.From(Answer(status, name, """{"message":"what the service says"}"""), "bedrock-runtime", "Converse");
        Assert.Equal((code, status, retryable), (error.Code, error.StatusCode, error.IsRetryable));
        Assert.Equal(("what the service says", "id-1", "bedrock-runtime", "Converse"), (error.Message, error.RequestId, error.Service, error.Operation));
        ErrorRecord record = error.ToErrorRecord("the input");
        Assert.Equal((code, category, (object)"the input"), (record.FullyQualifiedErrorId, record.CategoryInfo.Category, record.TargetObject));
        Assert.Equal(error.RecommendedAction, record.ErrorDetails.RecommendedAction);
        Assert.False(string.IsNullOrWhiteSpace(error.RecommendedAction));
        Assert.Equal(error.Message, record.ErrorDetails.Message);
    }

    [Theory]
    [InlineData(EngineFailure.NoRegion, ErrorCategory.InvalidArgument, true, "Set-BRDefault -Region")]
    [InlineData(EngineFailure.NoCredentials, ErrorCategory.AuthenticationError, true, "Start-BRLocalEndpoint")]
    [InlineData(EngineFailure.ExpiredCredentials, ErrorCategory.AuthenticationError, true, "aws sso login --profile dev")]
    [InlineData(EngineFailure.ProfileNotFound, ErrorCategory.ObjectNotFound, true, "aws configure list-profiles")]
    [InlineData(EngineFailure.ProfileInvalid, ErrorCategory.AuthenticationError, true, "~/.aws/config")]
    [InlineData(EngineFailure.ApiKeyRefused, ErrorCategory.AuthenticationError, true, "IAM credentials")]
    [InlineData(EngineFailure.EndpointInvalid, ErrorCategory.InvalidArgument, true, "-EndpointUrl")]
    [InlineData(EngineFailure.NameResolution, ErrorCategory.ConnectionError, false, "DNS")]
    [InlineData(EngineFailure.Connection, ErrorCategory.ConnectionError, false, "HTTPS_PROXY")]
    [InlineData(EngineFailure.Tls, ErrorCategory.ConnectionError, false, "certificate")]
    [InlineData(EngineFailure.Timeout, ErrorCategory.OperationTimeout, false, "-TimeoutSec")]
    [InlineData(EngineFailure.IdleTimeout, ErrorCategory.OperationTimeout, false, "-IdleTimeoutSec")]
    [InlineData(EngineFailure.StreamTruncated, ErrorCategory.InvalidResult, false, "cut off")]
    [InlineData(EngineFailure.StreamCorrupt, ErrorCategory.InvalidResult, false, "Repeat")]
    public void Failures_of_the_engine_keep_their_name(EngineFailure failure, ErrorCategory category, bool fatal, string advice)
    {
        BedrockException error = ServiceErrors.From(new EngineException(failure, "why"), "bedrock", "ListGuardrails", "dev");
        Assert.Equal((failure.ToString(), fatal), (error.Code, error.EndsPipeline));
        Assert.Equal("why", failure is EngineFailure.NoRegion or EngineFailure.NoCredentials ? error.Message.Split(' ')[0] : error.Message);
        Assert.Equal(category, error.ToErrorRecord(null).CategoryInfo.Category);
        Assert.Contains(advice, error.RecommendedAction);
    }

    [Fact]
    public void Denied_access_names_action_and_resource()
    {
        string message = "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: bedrock:InvokeModel on resource: "
            + "arn:aws:bedrock:us-east-1::foundation-model/m because no identity-based policy allows it";
        BedrockException told = ServiceErrors.From(Answer(403, "AccessDeniedException", $$"""{"Message":"{{message}}"}"""), "bedrock-runtime", "Converse");
        Assert.Contains("Allow bedrock:InvokeModel on arn:aws:bedrock:us-east-1::foundation-model/m", told.RecommendedAction);
        BedrockException untold = ServiceErrors.From(Answer(403, "AccessDeniedException", "{}"), "bedrock-runtime", "ConverseStream");
        Assert.Contains("bedrock:InvokeModelWithResponseStream", untold.RecommendedAction);
        BedrockException model = ServiceErrors.From(
            Answer(403, "AccessDeniedException", """{"message":"You don't have access to the model with the specified model ID."}"""), "bedrock-runtime", "Converse");
        Assert.Contains("Enable the model", model.RecommendedAction);
    }

    [Fact]
    public void On_demand_refusals_point_to_inference_profiles()
    {
        BedrockException error = ServiceErrors.From(
            Answer(400, "ValidationException", """{"message":"Invocation of model ID m with on-demand throughput isn't supported."}"""), "bedrock-runtime", "Converse");
        Assert.True(Advice.IsOnDemandRefused(error));
        Assert.Contains("inference profile", error.RecommendedAction);
    }

    [Fact]
    public void Expired_tokens_are_one_code_whatever_the_service_calls_them()
    {
        BedrockException error = ServiceErrors.From(
            Answer(403, "UnrecognizedClientException", """{"message":"The security token included in the request is expired"}"""), "bedrock", "X", "dev");
        Assert.Equal("ExpiredCredentials", error.Code);
        Assert.Equal("Sign in again: aws sso login --profile dev.", error.RecommendedAction);
    }

    [Theory]
    [InlineData(502, "<html><head><style>b{}</style></head><body><h1>Bad   Gateway</h1>nginx</body></html>", ErrorCategory.ResourceUnavailable, true, "Bad Gateway nginx")]
    [InlineData(407, "<HTML>Proxy sign-in</HTML>", ErrorCategory.AuthenticationError, false, "Proxy sign-in")]
    [InlineData(403, "", ErrorCategory.PermissionDenied, false, "nothing more")]
    [InlineData(429, "slow down", ErrorCategory.LimitsExceeded, true, "slow down")]
    public void Answers_that_are_not_the_services_say_so(int status, string body, ErrorCategory category, bool retryable, string excerpt)
    {
        BedrockException error = ServiceErrors.From(Answer(status, null, body), "bedrock", "ListGuardrails");
        Assert.Equal(($"HttpError{status}", status, retryable), (error.Code, error.StatusCode, error.IsRetryable));
        Assert.Equal(category, error.ToErrorRecord(null).CategoryInfo.Category);
        Assert.Contains(excerpt, error.Message);
        Assert.Contains("proxy", error.Message);
        Assert.Contains("-EndpointUrl", error.RecommendedAction);
        Assert.Equal(body.Length == 0 ? null : body, error.Body);
    }

    [Fact]
    public void An_error_without_message_still_reads_well() =>
        Assert.Equal(
            "bedrock refused GetGuardrail with ResourceNotFoundException and gave no message.",
            ServiceErrors.From(Answer(404, "ResourceNotFoundException", ""), "bedrock", "GetGuardrail").Message);

    [Fact]
    public void Every_code_has_advice_that_ends_as_a_sentence() =>
        Assert.All(ErrorTable.Codes, static code => Assert.EndsWith(".", ErrorTable.For(code).Action));

    private static EngineException Answer(int status, string? code, string body) =>
        new(EngineFailure.Service, "the engine's own words")
        {
            StatusCode = status,
            ErrorCode = code,
            RequestId = "id-1",
            Body = Encoding.UTF8.GetBytes(body),
            Headers = new Dictionary<string, string>(),
        };
}
