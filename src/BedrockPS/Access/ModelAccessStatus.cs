namespace BedrockPS;

/// <summary>What the four answers about a model's availability come to.</summary>
public enum ModelAccessStatus
{
    /// <summary>It can be called, as far as the account goes; the IAM policy of who calls has the last word.</summary>
    Available,

    /// <summary>The region does not have it.</summary>
    NotInRegion,

    /// <summary>The account is not authorised for it.</summary>
    NotAuthorized,

    /// <summary>Its terms are not agreed to.</summary>
    AgreementNeeded,

    /// <summary>The agreement is being made.</summary>
    AgreementPending,

    /// <summary>The agreement failed; Message says why.</summary>
    AgreementFailed,

    /// <summary>All is agreed, and the account is not entitled to it, or not yet.</summary>
    NotEntitled,
}
