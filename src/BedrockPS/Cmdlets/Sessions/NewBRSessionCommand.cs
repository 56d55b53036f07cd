using System.Collections;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes a session in which an application keeps what was said and done, step by step. It stays open until Stop-BRSession ends it, or
/// until the service does after a month.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRSession", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Session")]
public sealed class NewBRSessionCommand : NewResourceCmdlet
{
    /// <summary>What is known of the session: a hashtable of up to 50 names and texts, of up to 100 and 5,000 characters.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Member("sessionMetadata")]
    [Alias("SessionMetadata")]
    public IDictionary? Metadata { get; set; }

    /// <summary>ARN of the KMS key that encrypts it.</summary>
    [Parameter]
    [Member("encryptionKeyArn")]
    [Alias("EncryptionKeyArn")]
    public string? KmsKeyArn { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.Session;

    private protected override string Operation => "CreateSession";
}
