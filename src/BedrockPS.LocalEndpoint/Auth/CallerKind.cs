namespace BedrockPS.Local.Auth;

/// <summary>How a request proved who it is from.</summary>
internal enum CallerKind
{
    None,
    SigV4,
    ApiKey,
}
