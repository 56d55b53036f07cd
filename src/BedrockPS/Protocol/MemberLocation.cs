namespace BedrockPS.Protocol;

/// <summary>Where a member travels in the HTTP message.</summary>
internal enum MemberLocation
{
    Body,
    Path,
    Query,
    Header,
    /// <summary>The member is the whole body.</summary>
    Payload,
    StatusCode,
}
