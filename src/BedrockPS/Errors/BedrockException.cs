using System;
using BedrockPS.Errors;

namespace BedrockPS;

/// <summary>The module's one exception: an answer the service refused, or a request that could not be made or finished.</summary>
public sealed class BedrockException : Exception
{
    private string? _recommendedAction;

    public BedrockException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        ErrorKind kind = ErrorTable.For(code);
        IsRetryable = kind.IsRetryable;
        EndsPipeline = kind.IsFatal;
    }

    /// <summary>
    /// Stable, short name of what went wrong, without the suffix Exception: Throttling, AccessDenied, Validation,
    /// ResourceNotFound, StreamTruncated, NoRegion and so on; about_BedrockPS_Errors lists them.
    /// </summary>
    public string Code { get; }

    /// <summary>HTTP status; 0 when no answer arrived.</summary>
    public int StatusCode { get; internal set; }

    /// <summary>The service's id of the request, for a support case.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>bedrock, bedrock-runtime, bedrock-agent or bedrock-agent-runtime.</summary>
    public string? Service { get; internal set; }

    public string? Operation { get; internal set; }

    /// <summary>The same request may succeed later.</summary>
    public bool IsRetryable { get; internal set; }

    /// <summary>
    /// No later input of the pipeline can fare better, so a cmdlet ends with this error: no region, no credentials, a budget that is
    /// spent. False: the error is of one input.
    /// </summary>
    public bool EndsPipeline { get; internal set; }

    /// <summary>What to do next, one sentence.</summary>
    public string? RecommendedAction
    {
        get => _recommendedAction ?? Advice.For(this);
        internal set => _recommendedAction = value;
    }

    /// <summary>The error body as the service sent it, when it sent one; of an answer that does not fit its schema, what the model gave.</summary>
    public string? Body { get; internal set; }

    /// <summary>
    /// The answer that was not accepted, or the last one before the failure, with the tool calls made and the tokens used until then;
    /// null where none arrived.
    /// </summary>
    public ModelResponse? Response { get; internal set; }

    /// <summary>
    /// What an agent, a flow or a knowledge base had given before the failure, incomplete as it is; null where nothing had arrived.
    /// </summary>
    public object? PartialAnswer { get; internal set; }

    /// <summary>It is in an error record already.</summary>
    internal bool IsReported { get; set; }

    /// <summary>The same for another target.</summary>
    internal BedrockException Copy() => new(Code, Message, InnerException)
    {
        StatusCode = StatusCode,
        RequestId = RequestId,
        Service = Service,
        Operation = Operation,
        IsRetryable = IsRetryable,
        EndsPipeline = EndsPipeline,
        _recommendedAction = _recommendedAction,
        Body = Body,
        Response = Response,
        PartialAnswer = PartialAnswer,
        ProfileName = ProfileName,
    };

    /// <summary>Profile the call was made with, for the advice to name.</summary>
    internal string? ProfileName { get; set; }
}
