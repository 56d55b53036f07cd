namespace BedrockPS.Engine.Profiles;

/// <summary>How a profile comes by its keys.</summary>
internal enum ProfileKind
{
    /// <summary>It names none: a region and other settings only.</summary>
    None,
    Keys,
    Role,
    WebIdentity,
    SingleSignOn,
    Process,
    /// <summary>A browser sign-in that needs a part of the SDK this module does not have.</summary>
    Login,
}
