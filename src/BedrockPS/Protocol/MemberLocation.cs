namespace BedrockPS.Protocol;

/// <summary>Where a member travels in the HTTP message.</summary>
internal enum MemberLocation
{
    Body,
    Path,
    Query,
    Header,
    /// <summary>A map whose entries are headers, each named with the member's prefix and its key.</summary>
    HeaderMap,
    /// <summary>The member is the whole body.</summary>
    Payload,
    StatusCode,
}
