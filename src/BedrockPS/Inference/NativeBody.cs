using System;
using System.Threading.Tasks;

namespace BedrockPS.Inference;

/// <summary>An InvokeModel body and its media types.</summary>
internal sealed class NativeBody
{
    /// <summary>Bytes a body may have: the bound in the service's published model.</summary>
    public const int MaxLength = 25_000_000;

    public NativeBody(byte[] bytes, string contentType = "application/json", string accept = "application/json")
    {
        Bytes = bytes;
        ContentType = contentType;
        Accept = accept;
    }

    public byte[] Bytes { get; }

    public string ContentType { get; }

    public string Accept { get; }

    /// <summary>Pictures it asks for, which are paid for by their number; 0: tokens are.</summary>
    public int Images { get; set; }

    /// <summary>
    /// Told before each call with the id it goes to, which may be that of an inference profile; what it throws prevents the call.
    /// </summary>
    public Func<string, Task>? Calling { get; set; }
}
