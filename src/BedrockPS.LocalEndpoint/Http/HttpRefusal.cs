using System;

namespace BedrockPS.Local.Http;

/// <summary>A message that is not HTTP this server takes; the connection ends after the answer.</summary>
internal sealed class HttpRefusal : Exception
{
    public HttpRefusal(int status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    public int Status { get; }

    public string Code { get; }

    /// <summary>What was understood before the refusal, for the log.</summary>
    public HttpRequest? Request { get; set; }
}
