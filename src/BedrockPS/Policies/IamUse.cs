namespace BedrockPS;

/// <summary>What a policy of New-BRIamPolicy is for.</summary>
public enum IamUse
{
    /// <summary>Call and have the whole answer.</summary>
    Invoke,

    /// <summary>Call and have the answer as it is made.</summary>
    Stream,

    /// <summary>Batch jobs over S3.</summary>
    Batch,

    /// <summary>Look at, change and remove.</summary>
    Administer,
}
