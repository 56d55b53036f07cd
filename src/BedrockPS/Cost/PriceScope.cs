namespace BedrockPS;

/// <summary>How long imported prices hold.</summary>
public enum PriceScope
{
    /// <summary>In the user's file, for every session to come.</summary>
    User,

    /// <summary>In this runspace, until it ends; they come before those of the file.</summary>
    Session,
}
