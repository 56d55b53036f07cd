namespace BedrockPS.Protocol;

/// <summary>A named member of a structure.</summary>
internal sealed class MemberDescription
{
    public string Name { get; set; } = "";

    /// <summary>Name on the wire: JSON key, query key, header name or URI label.</summary>
    public string WireName { get; set; } = "";

    public MemberLocation Location { get; set; }

    public ShapeDescription Shape { get; set; } = null!;

    public bool IsRequired { get; set; }

    /// <summary>A fresh UUID is sent when the caller gives none.</summary>
    public bool IsIdempotencyToken { get; set; }

    /// <summary>The header or query value is JSON, base64 encoded in headers.</summary>
    public bool IsJsonValue { get; set; }
}
